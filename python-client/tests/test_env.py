from __future__ import annotations

import sys
from importlib.util import find_spec

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from gymnasium.utils.passive_env_checker import env_render_passive_checker
from gymnasium.wrappers import RecordVideo
from kit.fake_server import HORIZON

from quant_trading_gym import errors
from quant_trading_gym.envs.single import TradingEnv


@pytest.fixture
def env(at_fake):
    env = TradingEnv(scenario="fake", **at_fake)
    yield env
    env.close()


def test_an_episode_from_reset_to_end(env):
    observation, info = env.reset(seed=7)
    np.testing.assert_array_equal(observation, np.array([0.07, 0, 0], dtype=np.float32))
    assert info["episode_seed"] == 7
    for step in range(1, HORIZON + 1):
        observation, reward, terminated, truncated, info = env.step(2)
        np.testing.assert_array_equal(observation, np.array([7, step, 2], dtype=np.float32) / np.float32(100))
        assert (type(reward), reward) == (float, 2.0)
        assert (terminated, truncated) == (step == HORIZON, False)
    assert info.keys() == {
        "episode_seed", "episode_index", "time_nanos", "equity", "pnl", "position", "fees", "interventions", "phase",
        "digest",
    }  # fmt: skip
    assert (info["equity"], info["pnl"]) == (1000.0 + 2.0 * HORIZON, 2.0 * HORIZON)
    assert info["time_nanos"] == HORIZON * 1_000_000_000


def test_infos_have_fixed_dtypes(env):
    _, info = env.reset(seed=2**64 - 1)
    kinds = dict.fromkeys(info, np.int64) | dict.fromkeys(("equity", "pnl", "fees"), np.float64)
    kinds |= dict.fromkeys(("episode_seed", "digest"), np.uint64)
    assert {key: value.dtype.type for key, value in info.items()} == kinds
    assert info["position"].shape == (1,) and info["digest"] == 2**64 - 1
    assert info["phase"] == 1


def test_observations_can_be_written_to(env):
    observation, _ = env.reset(seed=1)
    observation[:] = 0
    observation, *_ = env.step(0)
    observation[:] = 0


def test_seed_zero_is_one_like_any_other(env):
    assert env.reset(seed=0)[1]["episode_seed"] == 0
    assert env.reset()[1]["episode_seed"] == 1
    assert env.reset(seed=0)[1]["episode_seed"] == 0


def test_large_seeds_keep_their_type(env):
    _, info = env.reset(seed=2**64 - 1)
    *_, later = env.step(0)
    for each in (info, later):
        assert (type(each["episode_seed"]), each["episode_seed"]) == (np.uint64, 2**64 - 1)


def test_step_before_reset(env):
    with pytest.raises(gym.error.ResetNeeded, match="reset"):
        env.step(0)


def test_step_after_the_end(env):
    env.reset(seed=1)
    for _ in range(HORIZON):
        env.step(0)
    with pytest.raises(gym.error.ResetNeeded, match="ended"):
        env.step(0)
    env.reset()
    env.step(0)


def test_a_refused_action_leaves_the_episode_where_it_was(env):
    env.reset(seed=1)
    with pytest.raises(errors.ActionError):
        env.step(3)
    assert env.step(1)[0][1] == np.float32(0.01)


def test_options_are_refused(env):
    with pytest.raises(errors.ArgumentError, match="options"):
        env.reset(options={"speed": 2})


def test_closing_twice_is_fine_and_a_closed_environment_says_so(env, fake):
    env.reset(seed=1)
    assert len(fake.environments) == 1
    env.close()
    env.close()
    assert not fake.environments
    with pytest.raises(errors.Error, match="closed"):
        env.step(0)


def test_render(at_fake):
    env = TradingEnv(scenario="fake", render_mode="ansi", **at_fake)
    assert env.render() is None
    env.reset(seed=1)
    env.step(2)
    assert env.render() == "00:00:01  position [2]  pnl 2.00  fees 0.50"
    env.close()
    with pytest.raises(errors.ArgumentError, match="render_mode"):
        TradingEnv(scenario="fake", render_mode="depth_array", **at_fake)


def test_a_picture_grows_with_its_episode(at_fake):
    env = TradingEnv(scenario="fake", render_mode="rgb_array", **at_fake)
    assert env.render() is None
    env.reset(seed=1)
    first = env.render()
    assert (first.dtype, first.shape) == (np.uint8, (480, 640, 3))
    env.step(2)
    second = env.render()
    assert (second != first).any()
    np.testing.assert_array_equal(env.render(), second)
    assert env.render() is not second
    env.reset(seed=1)
    np.testing.assert_array_equal(env.render(), first)
    env.close()


def test_a_closed_environment_that_is_reset_opens_anew(env, fake):
    env.reset(seed=1)
    env.close()
    assert env.reset(seed=7)[1]["episode_seed"] == 7
    env.step(2)
    assert len(fake.environments) == 1
    env.close()
    assert not fake.environments


def test_a_window_without_its_package_names_the_extra(at_fake, monkeypatch):
    monkeypatch.setitem(sys.modules, "pygame", None)
    with pytest.raises(errors.ArgumentError, match=r"pygame is not installed.*quant-trading-gym\[render\]"):
        TradingEnv(scenario="fake", render_mode="human", **at_fake)


def test_a_window_without_a_screen_is_refused(at_fake, monkeypatch):
    pytest.importorskip("pygame", reason="the window needs pygame")
    monkeypatch.setenv("SDL_VIDEODRIVER", "no-such-driver")
    env = TradingEnv(scenario="fake", render_mode="human", **at_fake)
    with pytest.raises(errors.ArgumentError, match="a screen for the window"):
        env.reset(seed=1)
    env.close()


def test_a_window_shows_the_picture_of_every_step(at_fake, monkeypatch):
    pygame = pytest.importorskip("pygame", reason="the window needs pygame")
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    env = TradingEnv(scenario="fake", render_mode="human", **at_fake)
    pictured = TradingEnv(scenario="fake", render_mode="rgb_array", **at_fake)
    for action in (None, 2, 1):
        for each in (env, pictured):
            each.reset(seed=1) if action is None else each.step(action)
        shown = pygame.surfarray.array3d(pygame.display.get_surface()).swapaxes(0, 1)
        np.testing.assert_array_equal(shown, pictured.render())
        assert env.render() is None
    env.close()
    assert not pygame.display.get_init()
    env.close()
    pictured.close()


def test_record_video_records_the_pictures(at_fake, tmp_path):
    pytest.importorskip("moviepy", reason="gymnasium.wrappers.RecordVideo needs moviepy: install gymnasium[other]")
    env = RecordVideo(TradingEnv(scenario="fake", render_mode="rgb_array", **at_fake), str(tmp_path / "videos"))
    env.reset(seed=1)
    while not env.step(2)[2]:
        pass
    env.close()
    assert (tmp_path / "videos" / "rl-video-episode-0.mp4").stat().st_size > 1000


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("render_mode", [None, "ansi", "rgb_array"])
def test_gymnasiums_checker(at_fake, render_mode, monkeypatch):
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    env = gym.make("QuantTradingGym/MarketMaking-v0", render_mode=render_mode, **at_fake)
    check_env(env.unwrapped, skip_render_check=find_spec("pygame") is None)
    if render_mode is not None:
        env.reset(seed=1)
        assert env_render_passive_checker(env.unwrapped) is not None
    env.close()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("render_mode", ["ansi", "rgb_array"])
def test_the_checker_of_stable_baselines3(at_fake, render_mode):
    checker = pytest.importorskip("stable_baselines3.common.env_checker")
    env = TradingEnv(scenario="fake", render_mode=render_mode, **at_fake)
    checker.check_env(env, skip_render_check=False)
    env.close()


def test_ids_name_their_scenario(fake, at_fake):
    gym.make("QuantTradingGym/OrderExecution-v0", overrides={"episode": {"duration": "10m"}}, **at_fake).close()
    source = fake.created[-1].scenario
    assert (source.name, source.overrides_json) == ("order-execution", '{"episode": {"duration": "10m"}}')


def test_time_limits_of_gymnasium_apply(at_fake):
    env = gym.make("QuantTradingGym/MarketMaking-v0", max_episode_steps=2, **at_fake)
    env.reset(seed=1)
    env.step(0)
    assert env.step(0)[2:4] == (False, True)
    env.close()


def test_garbage_collected_environments_are_closed(fake, at_fake):
    for created in range(1, 21):  # the cancellation of a stream races with the next call
        env = TradingEnv(scenario="fake", **at_fake)
        env.reset(seed=1)
        assert list(fake.environments) == [str(created)]
        del env


def test_the_response_to_another_request_is_refused(fake, env):
    env.reset(seed=1)
    fake.skipped_numbers = 1
    with pytest.raises(errors.ServerError, match=r"number: got 3 \(a response was lost or doubled\), expected 2"):
        env.step(0)
