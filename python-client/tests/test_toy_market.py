"""A market that only the Java tests know is played, learnt and evaluated by the package as it is.

`RandomWalkMarket.java` is one file of grpc-api's tests: a random walk without a book. This test starts a server that
has it on its class path.
"""

from __future__ import annotations

from pathlib import Path

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env
from kit.places import ID
from kit.served import served

import quant_trading_gym as qtg
from quant_trading_gym import errors

pytestmark = [pytest.mark.slow, pytest.mark.training]

TEST_CLASSES = Path(__file__).parents[2] / "grpc-api" / "target" / "test-classes"
TOY = {"name": "toy", "market": "random-walk", "steps": 20}


@pytest.fixture(scope="module")
def toy():
    """Keyword arguments that lead to an environment of the toy market."""
    assert any(TEST_CLASSES.rglob("RandomWalkMarket.class")), "compile the Java tests first: mvn test-compile"
    with served(heap="300m", class_path=TEST_CLASSES) as server:
        yield {"scenario": TOY, **server.options}


@pytest.fixture
def env(toy):
    env = gym.make(ID, **toy)
    yield env
    env.close()


def play(env, actions):
    """Observations, rewards and ends of these actions."""
    return [(step[0].tobytes(), *step[1:4]) for step in map(env.step, actions)]


def test_the_package_assumes_no_order_book(env):
    spec = env.unwrapped.environment_spec
    assert (spec.instruments, spec.steps_per_episode, spec.baselines) == ((), 20, ("always-long",))
    observation, info = env.reset(seed=3)
    np.testing.assert_array_equal(observation, [0, 1])
    assert info["position"].shape == (0,)
    assert [done for _, _, done, _ in play(env, [1] * 20)] == [False] * 19 + [True]


def test_gymnasium_finds_nothing_to_complain_of(env):
    check_env(env.unwrapped, skip_render_check=True)


def test_stable_baselines3_finds_nothing_to_complain_of(env):
    check = pytest.importorskip("stable_baselines3.common.env_checker").check_env
    check(env.unwrapped)


def test_snapshots_and_forks_go_on_alike(env):
    env.reset(seed=5)
    play(env, [0, 2, 2])
    snapshot = env.unwrapped.snapshot()
    fork = env.unwrapped.fork()
    expected = play(env, [2, 0, 1])
    assert play(fork, [2, 0, 1]) == expected
    fork.close()
    env.unwrapped.restore(snapshot)
    assert play(env, [2, 0, 1]) == expected


def test_vectors_step_many(toy):
    envs = gym.make_vec(ID, num_envs=3, **toy)
    observations, _ = envs.reset(seed=1)
    assert observations.shape == (3, 2)
    for _ in range(20):
        _, rewards, terminated, _, infos = envs.step(np.array([0, 1, 2]))
    assert terminated.all() and rewards[1] == 0
    assert infos["position"].shape == (3, 0)
    envs.close()


@pytest.mark.parametrize("inside", [False, True])
def test_a_policy_learns_the_walk_and_is_evaluated_inside(toy, tmp_path, inside):
    ppo = qtg.sb3.JvmRolloutPPO if inside else pytest.importorskip("stable_baselines3").PPO
    venv = qtg.sb3.make_vec_env(ID, n_envs=8, seed=0, **toy)
    model = ppo("MlpPolicy", venv, n_steps=64, batch_size=128, seed=0, device="cpu").learn(8_192)
    venv.close()
    file = qtg.onnx.export_policy(model, tmp_path / "walker.onnx")
    result = qtg.evaluate({"walker": tmp_path / "walker.onnx"}, episodes=200, seed=10_000, baselines=True, **toy)
    walker, always_long = result.policies
    assert (walker.policy, always_long.policy) == ("walker", "always-long")
    assert walker.ci95[0] > 0, f"{file}: {walker.mean_return}"
    assert always_long.ci95[0] < 0 < always_long.ci95[1]


def test_keys_of_another_market_are_refused(toy):
    with pytest.raises(errors.ScenarioError) as caught:
        gym.make(ID, **(toy | {"scenario": TOY | {"population": []}}))
    assert caught.value.field == "population"
