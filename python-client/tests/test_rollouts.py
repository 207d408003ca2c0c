"""Rollouts inside the JVM against the collection of stable-baselines3 itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("stable_baselines3")

from kit.forced import collect_in_jvm, collect_with_sb3, forced_actions
from stable_baselines3 import A2C, PPO
from stable_baselines3.common.vec_env import VecNormalize

from quant_trading_gym import sb3

pytestmark = [pytest.mark.slow, pytest.mark.training]

N, STEPS = 4, 24
SHORT = {"episode": {"duration": "17s"}}
"""17 decisions in an episode."""

ENVIRONMENTS = ("market-making", "market-making-continuous")


def make(scenario: str, **options: Any) -> Any:
    return sb3.make_vec_env(scenario, n_envs=N, seed=5, overrides=SHORT, **options)


def build(algorithm: Any, venv: Any, **options: Any) -> Any:
    options = {"n_steps": STEPS, "seed": 3, "device": "cpu", **options}
    return algorithm("MlpPolicy", venv, **options)


def same_weights(target: Any, source: Any) -> None:
    target.policy.load_state_dict(source.policy.state_dict())


def assert_same_buffers(ours: Any, theirs: Any) -> None:
    for name in ("observations", "actions", "rewards", "episode_starts"):
        ours_array, theirs_array = getattr(ours, name), getattr(theirs, name)
        assert ours_array.dtype == theirs_array.dtype, name
        np.testing.assert_array_equal(ours_array, theirs_array, err_msg=name)
    for name in ("values", "log_probs", "returns", "advantages"):
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-5, atol=1e-5, err_msg=name)
    assert ours.full and theirs.full


@pytest.mark.parametrize("transport", ["inprocess", "grpc"])
@pytest.mark.parametrize("scenario", ENVIRONMENTS)
@pytest.mark.parametrize("normalised", [False, True])
def test_forced_actions_give_the_buffer_of_stable_baselines3(scenario: str, normalised: bool, transport: str) -> None:
    models = []
    for algorithm in (sb3.JvmRolloutPPO, PPO):
        venv = make(scenario, transport=transport)
        models.append(build(algorithm, VecNormalize(venv) if normalised else venv))
    ours, theirs = models
    same_weights(ours, theirs)
    for rollout in range(3):
        actions = forced_actions(ours.action_space, STEPS, N, seed=rollout)
        collect_in_jvm(ours, actions)
        collect_with_sb3(theirs, actions)
        assert_same_buffers(ours.rollout_buffer, theirs.rollout_buffer)
        np.testing.assert_array_equal(ours._last_obs, theirs._last_obs)
        np.testing.assert_array_equal(ours._last_episode_starts, theirs._last_episode_starts)
        assert [episode["r"] for episode in ours.ep_info_buffer] == [episode["r"] for episode in theirs.ep_info_buffer]
    assert ours.num_timesteps == theirs.num_timesteps
    assert len(ours.ep_info_buffer) == N * (3 * STEPS // 17)
    for model in models:
        model.env.close()
