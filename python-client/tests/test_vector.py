from __future__ import annotations

import pickle
import threading

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode
from kit import fake_server
from kit.fake_server import HORIZON
from kit.places import ID
from kit.waiting import HANG_SECONDS

from quant_trading_gym import errors

N = 3
BUY = np.full(N, 2)


@pytest.fixture
def make(at_fake):
    made = []

    def make(**kwargs):
        made.append(gym.make_vec(ID, num_envs=N, **at_fake, **kwargs))
        return made[-1]

    yield make
    for envs in made:
        envs.close()


def play(envs, steps):
    return [envs.step(BUY) for _ in range(steps)][-1]


def test_spaces_and_metadata(make):
    envs = make()
    assert envs.metadata["autoreset_mode"] is AutoresetMode.NEXT_STEP
    assert envs.observation_space.shape == (N, 3)
    assert envs.single_action_space == gym.spaces.Discrete(3)
    assert envs.unwrapped.environment_spec.scenario == "fake"
    assert envs.spec.id == ID


def test_environment_i_plays_seed_plus_i(make):
    envs = make()
    observations, infos = envs.reset(seed=40)
    assert observations.dtype == np.float32
    np.testing.assert_array_equal(infos["episode_seed"], [40, 41, 42])
    assert infos["episode_seed"].dtype == np.uint64
    assert infos["_episode_seed"].all()
    assert envs.reset(seed=[9, 0, 4])[1]["episode_seed"].tolist() == [9, 0, 4]


def test_large_seeds_agree_with_gymnasiums_vector(make, at_fake):
    seeds = [2**63 + 5, 7, 2**64 - 1]
    synchronous = gym.make_vec(ID, num_envs=N, vectorization_mode="sync", **at_fake)
    for envs in (make(), synchronous):
        _, infos = envs.reset(seed=seeds)
        assert infos["episode_seed"].dtype == np.uint64
        assert infos["episode_seed"].tolist() == seeds
    synchronous.close()


def test_infos_come_at_episode_ends_only(make):
    envs = make()
    envs.reset(seed=0)
    assert play(envs, HORIZON - 1)[4] == {}
    _, rewards, terminations, truncations, infos = envs.step(BUY)
    assert rewards.tolist() == [2.0] * N
    assert terminations.tolist() == [True] * N
    assert truncations.tolist() == [False] * N
    assert infos["pnl"].tolist() == [2.0 * HORIZON] * N
    assert infos["position"].shape == (N, 1)
    assert infos["digest"].dtype == np.uint64 and infos["digest"][1] == 1


def test_infos_come_with_every_step_when_asked(make):
    envs = make(info_every_step=True)
    envs.reset(seed=0)
    assert envs.step(BUY)[4]["time_nanos"].tolist() == [1_000_000_000] * N


def test_next_step(make):
    envs = make()
    envs.reset(seed=0)
    assert play(envs, HORIZON)[0][0].tolist() == pytest.approx([0.0, HORIZON / 100, 0.02])
    observations, rewards, terminations, _, _ = envs.step(BUY)
    assert observations[:, 0].tolist() == pytest.approx([0.01, 0.02, 0.03])
    assert observations[:, 1].tolist() == [0.0] * N
    assert rewards.tolist() == [0.0] * N
    assert not terminations.any()


def test_same_step(make):
    envs = make(autoreset_mode=AutoresetMode.SAME_STEP)
    envs.reset(seed=0)
    observations, _, terminations, _, infos = play(envs, HORIZON)
    assert terminations.all()
    assert observations[:, 1].tolist() == [0.0] * N
    assert infos["final_obs"][2].tolist() == pytest.approx([0.02, HORIZON / 100, 0.02])
    assert infos["_final_obs"].all()
    assert infos["final_info"]["episode_seed"].tolist() == [0, 1, 2]


def test_same_step_with_infos_of_every_step(make):
    envs = make(autoreset_mode="SameStep", info_every_step=True)
    envs.reset(seed=0)
    play(envs, HORIZON - 2)
    infos = play(envs, 2)[4]
    assert infos.keys() == {"final_info", "_final_info", "final_obs", "_final_obs"}


def test_disabled(make):
    envs = make(autoreset_mode=AutoresetMode.DISABLED)
    envs.reset(seed=0)
    play(envs, HORIZON)
    mask = np.array([True, False, True])
    observations, infos = envs.reset(options={"reset_mask": mask})
    assert observations[:, 1].tolist() == pytest.approx([0.0, HORIZON / 100, 0.0])
    assert infos["_episode_seed"].tolist() == mask.tolist()


def test_episodes_are_cut_off_as_truncated(make):
    envs = make(max_episode_steps=2)
    envs.reset(seed=0)
    _, _, terminations, truncations, _ = play(envs, 2)
    assert truncations.all()
    assert not terminations.any()


def test_gymnasiums_wrappers_work(make):
    envs = gym.wrappers.vector.RecordEpisodeStatistics(make())
    envs.reset(seed=0)
    assert play(envs, HORIZON)[4]["episode"]["r"].tolist() == [2.0 * HORIZON] * N


def test_arrays_are_fresh_and_writable(make):
    envs = make()
    first, _ = envs.reset(seed=0)
    kept = first.copy()
    results = envs.step(BUY)
    np.testing.assert_array_equal(first, kept)
    for array in results[:4]:
        array[:] = 0


@pytest.mark.parametrize(
    "options",
    [
        {"mask": np.ones(N, dtype=bool)},
        {"reset_mask": [True] * N},
        {"reset_mask": np.zeros(N, dtype=bool)},
        {"reset_mask": np.ones(N + 1, dtype=bool)},
        {"reset_mask": np.ones(N)},
    ],
)
def test_wrong_options(make, options):
    with pytest.raises(errors.ArgumentError, match="options"):
        make().reset(options=options)


@pytest.mark.parametrize(
    ("kwargs", "field"),
    [
        ({"autoreset_mode": "Sometimes"}, "autoreset_mode"),
        ({"max_episode_steps": 0}, "max_episode_steps"),
        ({"render_mode": "human"}, "render_mode"),
    ],
)
def test_wrong_arguments(make, kwargs, field):
    with pytest.raises(errors.ArgumentError) as caught:
        make(**kwargs)
    assert caught.value.field == field


def test_at_least_one_environment(at_fake):
    with pytest.raises(errors.ArgumentError, match="num_envs: got 0, expected"):
        gym.make_vec(ID, num_envs=0, **at_fake)


def test_step_before_reset(make):
    with pytest.raises(gym.error.ResetNeeded):
        make().step(BUY)


def test_one_wrong_action_is_named_and_nothing_moves(make):
    envs = make()
    envs.reset(seed=0)
    with pytest.raises(errors.ActionError, match=r"action\[1\]: got 5, expected"):
        envs.step(np.array([0, 5, 0]))
    assert envs.step(BUY)[0][:, 1].tolist() == pytest.approx([0.01] * N)


def test_closing_twice(make, fake):
    envs = make()
    envs.close()
    envs.close()
    assert not fake.environments


def test_a_closed_vector_that_is_reset_opens_anew(make, fake):
    envs = make()
    envs.reset(seed=1)
    envs.close()
    with pytest.raises(errors.Error, match="closed"):
        envs.step(BUY)
    assert envs.reset(seed=40)[1]["episode_seed"].tolist() == [40, 41, 42]
    envs.step(BUY)
    envs.close()
    assert not fake.environments


def test_a_scenario_that_changed_meanwhile_is_refused(make, fake, monkeypatch):
    envs = make()
    envs.reset(seed=1)
    envs.close()
    monkeypatch.setattr("kit.fake_server.SPEC", other_spec())
    with pytest.raises(errors.ScenarioError, match="changed since"):
        envs.reset()


def other_spec():
    spec = type(fake_server.SPEC)()
    spec.CopyFrom(fake_server.SPEC)
    spec.steps_per_episode += 1
    return spec


def arrays(**replaced):
    made = {
        "observations": np.zeros((N, 3), dtype=np.float32),
        "rewards": np.zeros(N),
        "terminated": np.zeros(N, dtype=np.bool_),
        "truncated": np.zeros(N, dtype=np.bool_),
    }
    return tuple((made | replaced).values())


def read_only(array):
    array.flags.writeable = False
    return array


def test_a_step_runs_on_the_server_before_it_is_received(make, fake):
    envs = make()
    envs.reset(seed=0)
    arrived = threading.Event()
    fake.fault = lambda context, request: arrived.set()
    envs.send(BUY)
    assert arrived.wait(HANG_SECONDS)
    assert envs.recv()[1].tolist() == [2.0] * N


@pytest.mark.parametrize("method", ["step", "send", "reset", "copy"])
def test_nothing_but_recv_after_send(make, method):
    envs = make()
    envs.reset(seed=0)
    envs.send(BUY)
    calls = {
        "step": lambda: envs.step(BUY),
        "send": lambda: envs.send(BUY),
        "reset": envs.reset,
        "copy": lambda: pickle.dumps(envs),
    }
    with pytest.raises(errors.Error, match=rf"call recv\(\) before {method}\(\)"):
        calls[method]()
    assert envs.recv()[1].tolist() == [2.0] * N
    envs.step(BUY)


def test_recv_without_send(make):
    envs = make()
    envs.reset(seed=0)
    with pytest.raises(errors.Error, match="no step is under way"):
        envs.recv()
    assert envs.step(BUY)[1].tolist() == [2.0] * N


def test_send_before_reset(make):
    with pytest.raises(errors.ResetNeeded, match=r"before send\(\)"):
        make().send(BUY)


def test_a_wrong_action_is_not_sent(make):
    envs = make()
    envs.reset(seed=0)
    with pytest.raises(errors.ActionError):
        envs.send(np.array([0, 5, 0]))
    assert envs.step(BUY)[0][:, 1].tolist() == pytest.approx([0.01] * N)


def test_a_step_that_was_sent_is_given_up_by_close(make):
    envs = make()
    envs.reset(seed=0)
    envs.send(BUY)
    envs.close()
    envs.reset(seed=0)
    assert envs.step(BUY)[0][:, 1].tolist() == pytest.approx([0.01] * N)


def test_another_thread_cannot_receive(make):
    envs = make()
    envs.reset(seed=0)
    sent, received, seen = threading.Event(), threading.Event(), []

    def send_and_wait():
        envs.send(BUY)
        sent.set()
        received.wait(HANG_SECONDS)

    thread = threading.Thread(target=send_and_wait)
    thread.start()
    assert sent.wait(HANG_SECONDS)
    with pytest.raises(errors.ArgumentError) as caught:
        envs.recv()
    seen.append(caught.value.field)
    received.set()
    thread.join()
    assert seen == ["thread"]


def test_results_go_into_the_arrays_of_the_caller(make):
    envs = make()
    envs.reset(seed=0)
    out = arrays()
    for _ in range(HORIZON):
        results = envs.step(BUY, out=out)
    assert all(result is array for result, array in zip(results, out, strict=False))
    assert out[0][2].tolist() == pytest.approx([0.02, HORIZON / 100, 0.02])
    assert out[1].tolist() == [2.0] * N
    assert out[2].all() and not out[3].any()
    assert not np.shares_memory(envs.step(BUY)[0], out[0])


@pytest.mark.parametrize(
    ("out", "field"),
    [
        (np.zeros((4, N)), "out"),
        (arrays()[:3], "out"),
        (arrays(observations=np.zeros((N, 3))), "out.observations"),
        (arrays(observations=np.zeros((N, 3), dtype=">f4")), "out.observations"),
        (arrays(observations=np.zeros((N, 4), dtype=np.float32)), "out.observations"),
        (arrays(observations=np.zeros((3, N), dtype=np.float32).T), "out.observations"),
        (arrays(observations=[[0.0] * 3] * N), "out.observations"),
        (arrays(rewards=np.zeros(N, dtype=np.float32)), "out.rewards"),
        (arrays(rewards=np.zeros(2 * N)[::2]), "out.rewards"),
        (arrays(rewards=np.zeros(8 * N + 1, dtype=np.uint8)[1:].view(np.float64)), "out.rewards"),
        (arrays(rewards=read_only(np.zeros(N))), "out.rewards"),
        (arrays(terminated=np.zeros(N, dtype=np.uint8)), "out.terminated"),
        (arrays(truncated=np.zeros((N, 1), dtype=np.bool_)), "out.truncated"),
        (arrays(**dict.fromkeys(("terminated", "truncated"), np.zeros(N, dtype=np.bool_))), "out.truncated"),
    ],
)
def test_arrays_that_cannot_take_results(make, out, field):
    envs = make()
    envs.reset(seed=0)
    for call in (envs.step, envs.send):
        with pytest.raises(errors.ArgumentError) as caught:
            call(BUY, out=out)
        assert caught.value.field == field
    assert envs.step(BUY)[0][:, 1].tolist() == pytest.approx([0.01] * N)


def test_the_number_of_threads_reaches_the_server(make, fake):
    make(threads=3)
    make()
    assert [request.threads for request in fake.created] == [3, 0]
