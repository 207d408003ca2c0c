"""Observations and rewards in Python: hooks of vectors, and ordinary Gymnasium wrappers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.spaces import Box
from gymnasium.vector import AutoresetMode
from kit.places import ID
from stable_baselines3 import PPO

import quant_trading_gym as qtg
from quant_trading_gym import errors

N = 3
HORIZON = 4


class Nothing(qtg.VectorHook):
    pass


class Columns(qtg.VectorHook):
    """Observes two of the engine's columns and how many steps the episode has, and pays minus the absolute position."""

    needs_infos = True

    def observation_space(self, spec: Any) -> Box:
        return Box(-np.inf, np.inf, (3,), np.float32)

    def begin(self, observations: Any, begun: Any) -> Any:
        if begun.all() or not hasattr(self, "steps"):
            self.steps = np.zeros(len(begun))
        self.steps[begun] = 0
        return np.column_stack([observations[:, :2], self.steps])

    def reward(self, step: qtg.HookStep) -> Any:
        self.steps += 1
        return -np.abs(step.infos["position"][:, 0]).astype(float)

    def observe(self, observations: Any) -> Any:
        return np.column_stack([observations[:, :2], self.steps])


def make(mode: AutoresetMode = AutoresetMode.NEXT_STEP, **options: Any) -> Any:
    return gym.make_vec(ID, num_envs=N, max_episode_steps=HORIZON, autoreset_mode=mode, **options)


@pytest.mark.parametrize("mode", [AutoresetMode.NEXT_STEP, AutoresetMode.SAME_STEP])
def test_a_hook_that_changes_nothing_changes_nothing(mode: AutoresetMode) -> None:
    plain, hooked = make(mode), make(mode, hook=Nothing())
    assert hooked.observation_space == plain.observation_space
    for envs in (plain, hooked):
        envs.action_space.seed(1)
    first, second = plain.reset(seed=5), hooked.reset(seed=5)
    np.testing.assert_array_equal(first[0], second[0])
    for _ in range(3 * HORIZON):
        actions = plain.action_space.sample()
        ours, theirs = hooked.step(actions), plain.step(actions)
        for mine, its in zip(ours[:4], theirs[:4], strict=True):
            np.testing.assert_array_equal(mine, its)
        assert ours[4].keys() == theirs[4].keys()
    plain.close(), hooked.close()


def test_state_rewards_and_columns_follow_the_episodes() -> None:
    plain, hooked = make(info_every_step=True), make(hook=Columns())
    assert hooked.single_observation_space.shape == (3,) and hooked.observation_space.shape == (N, 3)
    plain.action_space.seed(1)
    expected, _ = plain.reset(seed=5)
    observations, _ = hooked.reset(seed=5)
    np.testing.assert_array_equal(observations, np.column_stack([expected[:, :2], np.zeros(N)]))
    steps = 0
    for turn in range(1, 2 * HORIZON + 3):
        actions = plain.action_space.sample()
        expected, _, _, _, infos = plain.step(actions)
        observations, rewards, terminated, truncated, shown = hooked.step(actions)
        begins = turn % (HORIZON + 1) == 0
        steps = 0 if begins else steps + 1
        np.testing.assert_array_equal(observations[:, :2], expected[:, :2])
        assert observations[:, 2].tolist() == [steps] * N
        assert rewards.tolist() == ([0.0] * N if begins else (-np.abs(infos["position"][:, 0])).tolist())
        assert bool(shown) == bool((terminated | truncated).any())  # infos are not shown unasked
    assert turn > 2 * HORIZON
    plain.close(), hooked.close()


def test_the_last_observation_of_an_episode_is_the_hooks() -> None:
    hooked = make(AutoresetMode.SAME_STEP, hook=Columns())
    hooked.reset(seed=5)
    for _ in range(HORIZON):
        observations, _, _, truncated, infos = hooked.step(np.zeros(N, dtype=np.int64))
    assert truncated.all() and observations[:, 2].tolist() == [0] * N
    assert [final[2] for final in infos["final_obs"]] == [HORIZON] * N
    hooked.close()


def test_a_reset_of_some_environments_begins_those() -> None:
    hooked = make(hook=Columns())
    hooked.reset(seed=5)
    hooked.step(np.zeros(N, dtype=np.int64))
    observations, _ = hooked.reset(options={"reset_mask": np.array([False, True, False])})
    assert observations[:, 2].tolist() == [1, 0, 1]
    hooked.close()


def test_the_same_hook_for_stable_baselines3() -> None:
    venv = qtg.sb3.make_vec_env(ID, n_envs=N, seed=5, max_episode_steps=HORIZON, hook=Columns())
    assert venv.observation_space.shape == (3,)
    venv.reset()
    total = np.zeros(N)
    for _ in range(HORIZON):
        observations, rewards, dones, infos = venv.step(np.zeros(N, dtype=np.int64))
        total += rewards
    assert dones.all() and observations[:, 2].tolist() == [0] * N
    assert [info["episode"]["r"] for info in infos] == pytest.approx(total.tolist())
    assert [info["terminal_observation"][2] for info in infos] == [HORIZON] * N
    model = PPO("MlpPolicy", venv, n_steps=8, batch_size=8, seed=0, device="cpu").learn(24)
    with pytest.raises(errors.ArgumentError, match=r"env: got .one with hook."):
        qtg.sb3.JvmRolloutPPO("MlpPolicy", venv, n_steps=8, batch_size=8).learn(24)
    with pytest.raises(errors.PolicyError, match=r"in Python., expected the observations of the scenario"):
        qtg.onnx.export_policy(model, "policy.onnx")
    venv.close()


def test_a_policy_with_rewards_of_a_hook_is_exported(tmp_path: Path) -> None:
    class Half(qtg.VectorHook):
        def reward(self, step: qtg.HookStep) -> Any:
            return 0.5 * step.rewards

    venv = qtg.sb3.make_vec_env(ID, n_envs=N, seed=5, max_episode_steps=HORIZON, hook=Half())
    model = PPO("MlpPolicy", venv, n_steps=8, batch_size=8, seed=0, device="cpu").learn(24)
    assert qtg.onnx.export_policy(model, tmp_path / "policy.onnx").onnx.is_file()
    venv.close()


def test_observations_of_an_ordinary_wrapper_are_refused_in_the_simulation(tmp_path: Path) -> None:
    env = gym.wrappers.TransformObservation(gym.make(ID), lambda observation: observation / 2, None)
    model = PPO("MlpPolicy", env, n_steps=8, batch_size=8, seed=0, device="cpu").learn(8)
    with pytest.raises(errors.PolicyError, match="in Python"):
        qtg.onnx.export_policy(model, tmp_path / "policy.onnx")
    env.close()


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"observation_space": lambda self, spec: gym.spaces.Discrete(3)}, "hook.observation_space: got Discrete"),
        ({"observe": lambda self, observations: observations[:, :2]}, r"hook.begin: got .shape \(3, 2\)., expected"),
        ({"reward": lambda self, step: step.rewards[:2]}, r"hook.reward: got .shape \(2,\)., expected shape \(3,\)"),
    ],
)
def test_a_hook_of_the_wrong_shape_is_named(attributes: dict[str, Any], message: str) -> None:
    hook = type("Wrong", (qtg.VectorHook,), attributes)()
    with pytest.raises(errors.ArgumentError, match=message):
        envs = make(hook=hook)
        envs.reset(seed=0)
        envs.step(np.zeros(N, dtype=np.int64))


def test_what_is_no_hook_is_refused() -> None:
    with pytest.raises(errors.ArgumentError, match="hook: got <function"):
        make(hook=lambda step: step.rewards)


def test_arrays_of_the_caller_are_refused_with_a_hook() -> None:
    envs = make(hook=Nothing())
    envs.reset(seed=0)
    size = envs.single_observation_space.shape[0]
    flags = np.zeros((2, N), dtype=np.bool_)
    out = np.zeros((N, size), dtype=np.float32), np.zeros(N), flags[0], flags[1]
    with pytest.raises(errors.ArgumentError, match=r"out: got .arrays., expected None"):
        envs.step(np.zeros(N, dtype=np.int64), out=out)
    envs.close()
