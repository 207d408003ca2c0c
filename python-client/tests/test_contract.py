"""What every registered environment must do, on the real server."""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from gymnasium.vector import AutoresetMode

import quant_trading_gym as qtg
from quant_trading_gym import errors
from quant_trading_gym.spec.registration import ENVIRONMENTS

SHORT = 20


def digests(env, seed, steps, rng_seed=3):
    """Plays an episode's first steps with known actions."""
    rng = np.random.default_rng(rng_seed)
    observation, info = env.reset(seed=seed)
    seen = [observation.tobytes(), info["digest"]]
    for _ in range(steps):
        observation, reward, terminated, truncated, info = env.step(sample(env.action_space, rng))
        seen += [observation.tobytes(), reward, terminated, truncated, info["digest"]]
        if terminated or truncated:
            break
    return seen


def follow(env):
    """Starts the next episode and says which it is, and how its market opens."""
    _, info = env.reset()
    return info["episode_seed"], info["episode_index"], info["digest"]


def sample(space, rng):
    space.seed(int(rng.integers(1 << 31)))
    return space.sample()


@pytest.fixture
def env(environment_id):
    env = gym.make(environment_id)
    yield env
    env.close()


@pytest.mark.filterwarnings("error")
def test_gymnasiums_checker(env):
    check_env(env.unwrapped)


@pytest.mark.filterwarnings("error")
def test_stable_baselines3s_checker(env):
    checker = pytest.importorskip("stable_baselines3.common.env_checker")
    checker.check_env(env.unwrapped)
    checker.check_env(env)


@pytest.mark.filterwarnings("error")
def test_stable_baselines3s_checker_renders_and_resets_after_close(environment_id):
    checker = pytest.importorskip("stable_baselines3.common.env_checker")
    env = gym.make(environment_id, render_mode="rgb_array")
    checker.check_env(env.unwrapped, skip_render_check=False)
    env.reset(seed=1)
    assert env.render().shape == (480, 640, 3)
    env.close()


@pytest.mark.filterwarnings("error")
def test_stable_baselines3_makes_environments_from_an_id():
    sb3 = pytest.importorskip("stable_baselines3")
    from stable_baselines3.common.env_util import make_vec_env

    model = sb3.PPO("MlpPolicy", "QuantTradingGym/MarketMaking-v0", n_steps=8, batch_size=8, device="cpu", seed=1)
    assert model.env.render_mode == "rgb_array"
    model.learn(8)
    model.env.close()
    venv = make_vec_env("QuantTradingGym/MarketMaking-v0", n_envs=2, seed=0)
    venv.reset()
    venv.step(np.zeros(2, dtype=np.int64))
    assert venv.get_images()[1].shape == (480, 640, 3)
    venv.close()


@pytest.mark.training
def test_sac_trains_on_continuous_quotes():
    sb3 = pytest.importorskip("stable_baselines3")
    from quant_trading_gym.onnx.torch_threads import single_threaded_torch

    name = "quant_trading_gym:QuantTradingGym/MarketMakingContinuous-v0"
    model = sb3.SAC("MlpPolicy", name, learning_starts=16, batch_size=16, device="cpu", seed=1)
    before = [parameter.clone() for parameter in model.actor.parameters()]
    with single_threaded_torch():
        model.learn(24)
    assert any((old != new).any() for old, new in zip(before, model.actor.parameters(), strict=True))
    action, _ = model.predict(model.env.reset()[0])
    assert model.action_space.contains(action)
    model.env.close()


@pytest.mark.filterwarnings("error")
def test_an_episode_with_the_default_wrappers_stays_in_the_space(env):
    env.action_space.seed(1)
    observation, _ = env.reset(seed=1)
    for _ in range(SHORT):
        assert observation in env.observation_space
        observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
        assert (type(reward), type(terminated), type(truncated)) == (float, bool, bool)
        assert {"episode_seed", "time_nanos", "equity", "position", "fees", "interventions", "refusals"} <= info.keys()
        assert info["refusals"].dtype == np.int64 and info["refusals"].sum() == info["interventions"]
        assert info["refusals"].shape == (len(env.unwrapped.environment_spec.refusal_reasons),)
        if terminated or truncated:
            break


def test_the_specification_describes_the_spaces(env, environment_id):
    spec = env.unwrapped.environment_spec
    assert spec.scenario == ENVIRONMENTS[environment_id]
    assert len(set(spec.observation.names)) == spec.observation.size == env.observation_space.shape[0]
    assert all(field.block and field.scale > 0 for field in spec.observation.fields)
    assert np.isfinite(env.observation_space.low).all()
    assert np.isfinite(env.observation_space.high).all()
    assert len(spec.observation.hash) == 64
    assert spec.steps_per_episode > 0
    assert spec.decision_interval_nanos > 0
    if isinstance(env.action_space, gym.spaces.Discrete):
        assert len(spec.action.labels) == env.action_space.n


def test_equal_seeds_play_equal_episodes(env, environment_id):
    fresh = gym.make(environment_id)
    assert digests(env, 0, SHORT) == digests(fresh, 0, SHORT)
    assert digests(env, 5, SHORT) == digests(fresh, 5, SHORT)
    assert digests(env, 0, SHORT) == digests(fresh, 0, SHORT)
    assert digests(env, 5, SHORT)[1:] != digests(env, 6, SHORT)[1:]
    fresh.close()


def test_later_episodes_follow_from_the_seed(env, environment_id):
    fresh = gym.make(environment_id)
    for each in (env, fresh):
        each.reset(seed=2**64 - 1)
    first, second = ([follow(each) for _ in range(3)] for each in (env, fresh))
    assert first == second
    assert [episode[:2] for episode in first] == [(2**64 - 1, 1), (2**64 - 1, 2), (2**64 - 1, 3)]
    assert len({episode[2] for episode in first}) == 3
    fresh.close()


def test_without_a_seed_episodes_differ(environment_id):
    envs = [gym.make(environment_id) for _ in range(2)]
    assert envs[0].reset()[1]["episode_seed"] != envs[1].reset()[1]["episode_seed"]
    for env in envs:
        env.close()


@pytest.mark.parametrize("mode", ["sync", pytest.param("async", marks=pytest.mark.slow)])
def test_gymnasiums_vectors_take_unseeded_environments(mode):
    envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=8, vectorization_mode=mode)
    for _ in range(3):
        infos = envs.reset()[1]
        seeds = infos["episode_seed"]
        *_, infos = envs.step(np.zeros(8, dtype=np.int64))
    envs.close()
    assert (seeds.dtype, infos["digest"].dtype, infos["phase"].dtype) == (np.uint64, np.uint64, np.int64)
    assert len(set(seeds.tolist())) == 8  # about half of them beyond 2**63


@pytest.mark.parametrize("mode", AutoresetMode)
def test_vector_environments_play_the_episodes_of_single_ones(env, environment_id, mode):
    limit = SHORT // 2
    envs = gym.make_vec(environment_id, num_envs=3, autoreset_mode=mode, max_episode_steps=limit, info_every_step=True)
    assert envs.metadata["autoreset_mode"] is mode
    observations, _ = envs.reset(seed=10)
    alone, _ = env.reset(seed=11)
    np.testing.assert_array_equal(observations[1], alone)
    envs.action_space.seed(4)
    for step in range(1, limit + 1):
        actions = envs.action_space.sample()
        observations, rewards, _, truncations, infos = envs.step(actions)
        alone, reward, *_, info = env.step(actions[1])
        assert rewards[1] == reward
        if step == limit and mode is AutoresetMode.SAME_STEP:
            observations, infos = infos["final_obs"], infos["final_info"]
        np.testing.assert_array_equal(observations[1], alone)
        assert infos["digest"][1] == info["digest"]
    assert truncations.all()
    if mode is AutoresetMode.DISABLED:
        with pytest.raises(gym.error.ResetNeeded):
            envs.step(actions)
    else:
        follow_up, _ = env.reset()
        observations = envs.step(actions)[0]
        if mode is AutoresetMode.SAME_STEP:
            follow_up = env.step(actions[1])[0]
        np.testing.assert_array_equal(observations[1], follow_up)
    envs.close()


@pytest.mark.filterwarnings("error")
def test_native_and_stacked_vector_environments_agree(environment_id):
    native = gym.make_vec(environment_id, num_envs=2)
    stacked = gym.make_vec(environment_id, num_envs=2, vectorization_mode="sync")
    for envs in (native, stacked):
        envs.action_space.seed(1)
    np.testing.assert_array_equal(native.reset(seed=3)[0], stacked.reset(seed=3)[0])
    for _ in range(5):
        actions = native.action_space.sample()
        for mine, theirs in zip(native.step(actions)[:4], stacked.step(actions)[:4], strict=True):
            np.testing.assert_array_equal(mine, theirs)
    native.close()
    stacked.close()


def test_a_nan_or_an_outsider_is_refused_and_nothing_moves(env):
    _, before = env.reset(seed=1)
    space = env.action_space
    outside = space.n if isinstance(space, gym.spaces.Discrete) else np.full(space.shape, 99)
    for action in (outside, np.full(space.shape, np.nan)):
        with pytest.raises(errors.ActionError) as caught:
            env.step(action)
        assert caught.value.field.startswith("action")
        assert caught.value.allowed
    env.step(space.sample())
    assert before["episode_seed"] == 1


def test_overrides_reach_the_simulation(environment_id):
    env = gym.make(environment_id, overrides={"episode": {"decision_interval": "2s"}})
    assert env.unwrapped.environment_spec.decision_interval_nanos == 2_000_000_000
    env.close()


def test_environments_can_be_made_from_their_spec(env):
    spec = pickle.loads(pickle.dumps(env.spec))
    twin = gym.make(spec)
    assert digests(twin, 1, 3) == digests(env, 1, 3)
    twin.close()


def test_an_unknown_scenario_is_named_with_those_there_are():
    with pytest.raises(errors.ScenarioError, match="market-makin") as caught:
        gym.make("QuantTradingGym/MarketMaking-v0", scenario="market-makin")
    assert "market-making" in f"{caught.value.allowed} {caught.value}"


def test_a_misspelt_key_is_named(tmp_path):
    text = qtg.scenarios.describe("market-making").yaml
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("decision_interval:", "decision_intervall:"))
    with pytest.raises(errors.ScenarioError, match="decision_intervall") as caught:
        gym.make("QuantTradingGym/MarketMaking-v0", scenario=path)
    assert "decision_intervall" in caught.value.field


def test_a_misspelt_override_is_named():
    with pytest.raises(errors.ScenarioError, match="lenght") as caught:
        gym.make("QuantTradingGym/MarketMaking-v0", overrides={"episode": {"lenght": "10m"}})
    assert caught.value.field == "episode.lenght"


def test_importing_is_light():
    heavy = "torch", "stable_baselines3", "grpc", "onnx", "onnxruntime", "matplotlib", "py4j"
    code = f"import sys, quant_trading_gym; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_every_lazy_attribute_resolves():
    for name in dir(qtg):
        assert getattr(qtg, name) is not None
    assert qtg.scenarios is importlib.import_module("quant_trading_gym.markets.scenarios")
    with pytest.raises(AttributeError, match="nonsense"):
        qtg.nonsense  # noqa: B018
