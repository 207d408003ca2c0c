"""The same trajectories, snapshots, copies and errors over every carrier."""

from __future__ import annotations

import copy
import pickle

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.vector import AutoresetMode
from kit.places import ID

import quant_trading_gym as qtg
from quant_trading_gym import errors
from quant_trading_gym.jvm import inprocess

CARRIERS = ["inprocess", "local", "grpc"]
SHORT = {"episode": {"duration": "6s"}}

pytestmark = pytest.mark.skipif(not inprocess.tested_here(), reason="the engine in the process is not tested here")


def equal(first, second):
    """Whether two results are the same in values, dtypes and shapes."""
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(equal(first[key], second[key]) for key in first)
    if isinstance(first, tuple | list):
        return len(first) == len(second) and all(map(equal, first, second))
    if isinstance(first, np.ndarray) and first.dtype == object:
        return equal(list(first), list(second))
    if isinstance(first, np.ndarray | np.generic):
        return type(first) is type(second) and first.dtype == second.dtype and np.array_equal(first, second)
    return type(first) is type(second) and first == second


def over_all(play, ways=CARRIERS):
    """Checks that what `play` returns is the same over every carrier, and returns it."""
    results = [play(way) for way in ways]
    for result in results[1:]:
        assert equal(results[0], result)
    return results[0]


def single(transport, **options):
    return gym.make(ID, transport=transport, **{"overrides": SHORT, **options})


def test_single_environments(environment_id):
    def play(transport):
        env = gym.make(environment_id, transport=transport)
        env.action_space.seed(3)
        seen = [env.reset(seed=5)]
        for _ in range(30):
            seen.append(env.step(env.action_space.sample()))
            if seen[-1][2] or seen[-1][3]:
                seen.append(env.reset())
        env.close()
        return seen

    over_all(play)


def test_a_single_environment_over_several_episodes():
    def play(transport):
        env = single(transport)
        seen = [env.reset(seed=5)]
        for step in range(20):
            seen.append(env.step(step % 4))
            if seen[-1][2]:
                seen.append(env.reset())
        env.close()
        return seen

    seen = over_all(play)
    assert sum(len(result) == 2 for result in seen) >= 3


def arrays(envs):
    """Arrays for the results of a step, with a content that no step writes."""
    n = envs.num_envs
    observations = np.full(envs.observation_space.shape, np.nan, dtype=np.float32)
    return observations, np.full(n, np.nan), np.ones(n, dtype=np.bool_), np.ones(n, dtype=np.bool_)


def step_plainly(envs, actions):
    return envs.step(actions)


def step_into_arrays(envs, actions):
    out = arrays(envs)
    results = envs.step(actions, out=out)
    assert all(result is array for result, array in zip(results, out, strict=False))
    return results


def step_meanwhile(envs, actions):
    envs.send(actions)
    return envs.recv()


def step_meanwhile_into_arrays(envs, actions):
    out = arrays(envs)
    envs.send(actions, out=out)
    actions[:] = 0  # what was sent does not change
    results = envs.recv()
    assert all(result is array for result, array in zip(results, out, strict=False))
    return results


# A carrier, a number of threads, and a way to step. None is all cores.
WAYS = [
    ("inprocess", None, step_plainly),
    ("local", None, step_plainly),
    ("grpc", None, step_plainly),
    ("inprocess", 1, step_meanwhile),
    ("local", 1, step_into_arrays),
    ("grpc", 1, step_into_arrays),
    ("inprocess", 5, step_into_arrays),
    ("local", 5, step_meanwhile),
    ("grpc", 5, step_meanwhile),
    ("inprocess", 2, step_meanwhile_into_arrays),
    ("local", 2, step_meanwhile_into_arrays),
    ("grpc", 2, step_meanwhile_into_arrays),
]


@pytest.mark.parametrize("mode", AutoresetMode)
@pytest.mark.parametrize(("num_envs", "every"), [(1, True), (3, True), (3, False), (64, False), (300, False)])
def test_vectors(num_envs, every, mode):
    def play(way):
        transport, threads, step = way
        options = {"overrides": SHORT, "max_episode_steps": 4, "autoreset_mode": mode, "info_every_step": every}
        envs = gym.make_vec(ID, num_envs=num_envs, transport=transport, threads=threads, **options)
        envs.action_space.seed(1)
        seen = [envs.reset(seed=9)]
        for _ in range(10):
            seen.append(step(envs, envs.action_space.sample()))
            ended = seen[-1][2] | seen[-1][3]
            if mode is AutoresetMode.DISABLED and ended.any():
                seen.append(envs.reset(options={"reset_mask": ended}))
        seen.append(envs.reset(seed=list(range(num_envs))))
        envs.close()
        return seen

    seen = over_all(play, WAYS)
    digests = [result[-1]["digest"] for result in seen if "digest" in result[-1]]
    assert any(digest.any() for digest in digests)


def test_a_step_that_is_refused_after_it_was_sent():
    def play(transport):
        envs = gym.make_vec(ID, num_envs=2, transport=transport, max_episode_steps=1, autoreset_mode="Disabled")
        envs.reset(seed=1)
        envs.step(np.zeros(2, dtype=np.int64))
        out = arrays(envs)
        envs.send(np.zeros(2, dtype=np.int64), out=out)
        with pytest.raises(errors.ResetNeeded) as caught:
            envs.recv()
        seen = [caught.value.message, envs.reset(seed=3), envs.step(np.ones(2, dtype=np.int64))]
        envs.close()
        assert np.isnan(out[0]).all()
        return seen

    over_all(play)


@pytest.mark.parametrize("threads", [0, -1, 1025, 1.5, True])
def test_numbers_of_threads(threads):
    with pytest.raises(errors.ArgumentError) as caught:
        gym.make_vec(ID, num_envs=2, threads=threads)
    assert caught.value.field == "threads"


def test_stable_baselines3():
    def play(transport):
        threads = {"inprocess": 3, "local": 2, "grpc": 1}[transport]
        venv = qtg.sb3.make_vec_env(ID, n_envs=5, seed=4, overrides=SHORT, transport=transport, threads=threads)
        venv.action_space.seed(2)
        seen = [venv.reset()]
        for _ in range(15):
            results = venv.step(np.array([venv.action_space.sample() for _ in range(5)]))
            for info in results[3]:
                info.get("episode", {}).pop("t", None)
            seen.append(results)
        venv.close()
        return seen

    over_all(play)


@pytest.mark.parametrize("origin", CARRIERS)
def test_a_snapshot_goes_on_over_every_carrier(origin):
    env = single(origin)
    env.reset(seed=7)
    env.step(1)
    snapshot = env.unwrapped.snapshot()
    env.close()

    def play(transport):
        env = single(transport)
        seen = [env.unwrapped.restore(snapshot)]
        seen += [env.unwrapped.step(action) for action in (2, 3)]
        env.close()
        return seen

    over_all(play)


def test_forks():
    def play(transport):
        env = single(transport)
        env.reset(seed=7)
        env.step(1)
        twin = env.unwrapped.fork()
        seen = [twin.step(2), env.step(0), twin.step(3), env.step(2)]
        env.close()
        seen.append(twin.step(1))
        twin.close()
        return seen

    over_all(play)


def test_copies():
    def play(transport):
        env = single(transport)
        env.reset(seed=7)
        env.step(1)
        copies = [copy.deepcopy(env), pickle.loads(pickle.dumps(env))]
        seen = [one.step(2) for one in (*copies, env)]
        for one in (*copies, env):
            one.close()
        return seen

    seen = over_all(play)
    assert equal(seen[0], seen[1]) and equal(seen[0], seen[2])


@pytest.mark.parametrize("action", [99, -1, 2**40, 1.0, True, np.float32(1), np.int64(2**32 + 1), "1", [1], None])
def test_actions_outside_the_space(action):
    def play(transport):
        env = single(transport)
        env.reset(seed=7)
        with pytest.raises(errors.ActionError) as caught:
            env.unwrapped.step(action)
        after = env.step(2)
        env.close()
        return [caught.value.message, caught.value.field, caught.value.value, caught.value.allowed, after]

    over_all(play)


@pytest.mark.parametrize("action", [np.int8(2), np.uint64(2), np.array(2), np.int32(2), 2])
def test_actions_of_any_integer_type(action):
    def play(transport):
        env = single(transport)
        env.reset(seed=7)
        seen = env.step(action)
        env.close()
        return seen

    over_all(play)


def test_actions_of_a_vector_outside_the_space():
    def play(transport):
        envs = gym.make_vec(ID, num_envs=3, transport=transport)
        envs.reset(seed=7)
        with pytest.raises(errors.ActionError) as caught:
            envs.step(np.array([0, 99, 1]))
        after = envs.step(np.array([0, 2, 1]))
        envs.close()
        return [caught.value.message, caught.value.field, after]

    over_all(play)


def test_refusals():
    def play(transport):
        seen = []

        def refused(call):
            with pytest.raises(errors.Error) as caught:
                call()
            seen.append([type(caught.value).__name__, caught.value.message, caught.value.field, caught.value.value])

        refused(lambda: single(transport, scenario="no-such-market"))
        refused(lambda: single(transport, overrides={"episode": {"duration": "-1s"}}))
        env = single(transport)
        refused(lambda: env.unwrapped.restore(b"no snapshot"))
        refused(lambda: env.unwrapped.snapshot())
        env.close()
        refused(lambda: env.unwrapped.snapshot())
        env.unwrapped.reset(seed=1)  # closed environments are created anew
        env.close()
        return seen

    over_all(play)


@pytest.mark.parametrize("transport", CARRIERS)
def test_results_are_fresh_arrays(transport):
    env = single(transport)
    first, info = env.reset(seed=1)
    kept, position = first.copy(), info["position"].copy()
    second, *_, later = env.step(0)
    assert not np.shares_memory(first, second) and not np.shares_memory(info["position"], later["position"])
    np.testing.assert_array_equal(first, kept)
    np.testing.assert_array_equal(info["position"], position)
    env.close()


def test_pictures_are_the_same():
    def play(transport):
        env = single(transport, render_mode="rgb_array")
        env.reset(seed=7)
        env.step(1)
        picture = env.render()
        env.close()
        return picture

    over_all(play)
