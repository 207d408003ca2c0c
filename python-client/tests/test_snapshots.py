"""Snapshots, restores and forks of environments on the real server."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
import subprocess
import sys

import gymnasium as gym
import numpy as np
import pytest
from kit.places import ROOT

import quant_trading_gym as qtg
from quant_trading_gym.envs.single import TradingEnv

SHORT = {"episode": {"duration": "20s"}}

_OTHER_PROCESS = """
import sys
from pathlib import Path
from pathlib import Path
from quant_trading_gym.envs.single import TradingEnv
env = TradingEnv(scenario="market-making", overrides={"episode": {"duration": "20s"}})
env.restore(Path(sys.argv[1]).read_bytes())
for action in range(4):
    info = env.step(action)[-1]
print(info["digest"], info["pnl"])
env.close()
"""


def make(**kwargs):
    return TradingEnv(scenario="market-making", **{"overrides": SHORT, **kwargs})


@pytest.fixture
def env():
    env = make()
    yield env
    env.close()


def play(env, actions):
    """All that an agent sees of some steps."""
    seen = []
    for action in actions:
        observation, reward, terminated, truncated, info = env.step(action)
        seen.append((observation.tolist(), reward, terminated, truncated, info["digest"], info["pnl"]))
        if terminated:
            break
    return seen


def test_a_restored_environment_goes_on_in_the_same_way(env):
    env.reset(seed=7)
    play(env, [0, 1, 2])
    snapshot = env.snapshot()
    assert isinstance(snapshot, bytes)
    expected = play(env, [3, 2, 1, 0] * 3)
    observation, info = env.restore(snapshot)
    assert observation.dtype == np.float32 and observation in env.observation_space
    assert play(env, [3, 2, 1, 0] * 3) == expected
    with_itself, other = make(), make()
    restored_observation, restored_info = other.restore(snapshot)
    np.testing.assert_array_equal(restored_observation, observation)
    assert restored_info.keys() == info.keys()
    for key, value in info.items():
        np.testing.assert_array_equal(restored_info[key], value)
    assert play(other, [3, 2, 1, 0] * 3) == expected
    assert (info["episode_seed"], other.reset()[1]["episode_index"]) == (7, 1)
    with_itself.close()
    other.close()


def test_another_process_goes_on_in_the_same_way(env, tmp_path):
    env.reset(seed=11)
    play(env, [1, 1, 3])
    path = tmp_path / "snapshot"
    path.write_bytes(env.snapshot())
    done = subprocess.run(
        [sys.executable, "-c", _OTHER_PROCESS, str(path)], check=True, capture_output=True, text=True, timeout=120
    )
    *_, last = play(env, range(4))
    assert done.stdout.split() == [str(last[4]), str(last[5])]


def test_a_fork_is_independent(env):
    env.reset(seed=3)
    play(env, [2, 2])
    with pytest.raises(qtg.errors.ActionError):
        env.step(99)
    fork = env.fork()
    assert (fork.observation_space, fork.action_space) == (env.observation_space, env.action_space)
    assert fork.environment_spec is env.environment_spec
    assert fork.snapshot() == env.snapshot()
    snapshot = env.snapshot()
    other = play(fork, [0, 0, 0])
    assert env.snapshot() == snapshot
    own = play(env, [3, 3, 3])
    assert own != other
    env.restore(snapshot)
    assert play(env, [0, 0, 0]) == other
    grandchild = fork.fork()
    env.close()
    assert play(fork, [1]) == play(grandchild, [1])
    fork.close()
    assert play(grandchild, [1])
    grandchild.close()


def test_a_fork_of_what_gymnasium_made():
    env = gym.make("QuantTradingGym/MarketMaking-v0", overrides=SHORT, render_mode="ansi")
    env.reset(seed=1)
    env.step(0)
    fork = env.unwrapped.fork()
    assert fork.spec == env.unwrapped.spec
    assert fork.render() == env.render()
    assert play(fork, [1]) == play(env, [1])
    fork.close()
    env.close()


def test_the_end_of_an_episode_is_kept(env):
    env.reset(seed=1)
    assert play(env, [0] * 99)[-1][2]
    snapshot, fork = env.snapshot(), env.fork()
    env.reset()
    env.step(0)
    env.restore(snapshot)
    for ended in (env, fork):
        with pytest.raises(gym.error.ResetNeeded, match="ended"):
            ended.step(0)
    assert env.reset()[1]["digest"] == fork.reset()[1]["digest"]
    fork.close()


def test_there_is_nothing_to_save_before_the_first_reset(env):
    with pytest.raises(gym.error.ResetNeeded, match=r"reset\(\) before snapshot"):
        env.snapshot()
    with pytest.raises(gym.error.ResetNeeded, match=r"reset\(\) before fork"):
        env.fork()


def test_what_cannot_be_restored_is_told_and_changes_nothing(env):
    env.reset(seed=5)
    snapshot = env.snapshot()
    play(env, [1, 2])
    now = env.snapshot()
    for length in (0, 7, 8, 19, 20, 100, len(snapshot) // 2, len(snapshot) - 1):
        with pytest.raises(qtg.errors.ArgumentError) as caught:
            env.restore(snapshot[:length])
        assert caught.value.field == "snapshot"
        assert caught.value.value in (f"{length} bytes", f"{length} other bytes")
    version = bytearray(snapshot)
    version[8] += 1
    with pytest.raises(qtg.errors.ArgumentError, match="2") as caught:
        env.restore(version)
    assert (caught.value.field, caught.value.value) == ("snapshot.version", "2")
    damaged = bytearray(snapshot)
    damaged[-1] ^= 1
    with pytest.raises(qtg.errors.ArgumentError, match="damaged") as caught:
        env.restore(damaged)
    assert caught.value.field == "snapshot.checksum"
    with pytest.raises(qtg.errors.ArgumentError) as caught:
        env.restore("text")  # type: ignore[arg-type]
    assert (caught.value.field, caught.value.value) == ("snapshot", "str")
    assert env.snapshot() == now


def test_another_scenario_is_told_by_name(env):
    env.reset(seed=5)
    other = TradingEnv(scenario="order-execution")
    with pytest.raises(qtg.errors.ArgumentError) as caught:
        other.restore(env.snapshot())
    assert caught.value.field == "snapshot.scenario"
    assert caught.value.value.startswith("market-making ")
    assert caught.value.allowed.startswith("order-execution ")
    with pytest.raises(gym.error.ResetNeeded):
        other.step(0)
    other.close()


def test_closed_environments_neither_save_nor_fork(env):
    env.reset(seed=1)
    env.close()
    for method in (env.snapshot, env.fork):
        with pytest.raises(qtg.errors.Error, match="closed"):
            method()


def test_the_example_of_the_documentation_works():
    text = (ROOT / "docs" / "python.md").read_text()
    section = text.split("## Snapshots and forks")[1].split("\n## ")[0]
    example = section.split("```python\n")[1].split("```")[0]
    env = gym.make("QuantTradingGym/MarketMaking-v0")
    before = env.reset(seed=7)[0]
    names = {"env": env}
    exec(example, names)
    assert len(set(names["rewards"].values())) > 1
    np.testing.assert_array_equal(names["observation"], before)
    env.close()


@pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, lambda env: pickle.loads(pickle.dumps(env))], ids=["deep", "pickle"]
)
def test_a_copy_goes_on_in_the_same_way(duplicate):
    env = gym.make("QuantTradingGym/MarketMaking-v0", overrides=SHORT, render_mode="rgb_array")
    env.reset(seed=7)
    env.action_space.seed(1)
    play(env, [0, 1, 2])
    twin = duplicate(env)
    np.testing.assert_array_equal(twin.render(), env.render())
    assert [twin.action_space.sample() for _ in range(9)] == [env.action_space.sample() for _ in range(9)]
    expected = play(env, [3, 2, 1, 0] * 9)
    assert expected[-1][2]
    assert play(twin, [3, 2, 1, 0] * 9) == expected
    with pytest.raises(gym.error.ResetNeeded, match="ended"):
        duplicate(twin).unwrapped.step(0)
    assert follow(twin) == follow(env)
    for each in (env, twin):
        each.close()


def follow(env):
    _, info = env.reset()
    return info["episode_seed"], info["episode_index"], info["digest"]


def test_copies_of_environments_without_an_episode_need_a_reset(env):
    closed = make()
    closed.reset(seed=1)
    closed.close()
    for origin in (env, closed):
        twin = copy.deepcopy(origin)
        with pytest.raises(gym.error.ResetNeeded, match="before"):
            twin.step(0)
        assert twin.reset(seed=3)[1]["episode_seed"] == 3
        twin.close()


def _play_pickled(pickled):
    env = pickle.loads(pickled)
    seen = play(env, [1, 2, 3])
    env.close()
    return seen


def test_a_pickled_environment_goes_on_in_another_process(env):
    env.reset(seed=7)
    play(env, [0, 1])
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        elsewhere = pool.apply(_play_pickled, (pickle.dumps(env),))
    assert elsewhere == play(env, [1, 2, 3])


@pytest.mark.parametrize("mode", ["NextStep", "SameStep"])
def test_a_copy_of_a_vector_goes_on_in_the_same_way(mode):
    envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=3, overrides=SHORT, autoreset_mode=mode)
    envs.reset(seed=7)
    envs.action_space.seed(1)
    for _ in range(20):  # to the end of the episodes
        envs.step(envs.action_space.sample())
    twin = copy.deepcopy(envs)
    for _ in range(30):
        actions = envs.action_space.sample()
        for mine, theirs in zip(envs.step(actions)[:4], twin.step(actions)[:4], strict=True):
            np.testing.assert_array_equal(mine, theirs)
    for each in (envs, twin):
        each.close()
