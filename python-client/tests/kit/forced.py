"""Collection with forced actions: by stable-baselines3 itself, for comparison."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from stable_baselines3.common.callbacks import CallbackList


def forced_actions(space: Any, steps: int, n_envs: int, seed: int = 0) -> np.ndarray:
    """Returns actions (steps, n_envs, *shape); those of a Box exceed it now and then."""
    if hasattr(space, "n") or hasattr(space, "nvec"):
        space.seed(seed)
        return np.array([[space.sample() for _ in range(n_envs)] for _ in range(steps)])
    return np.random.default_rng(seed).normal(0, 0.7, (steps, n_envs, *space.shape)).astype(np.float32)


def collect_with_sb3(model: Any, actions: np.ndarray) -> None:
    """Lets stable-baselines3's own loop collect, with a policy that takes the forced actions."""
    given = iter(torch.as_tensor(actions))
    policy = model.policy

    def forward(observations: Any, deterministic: bool = False) -> Any:
        action = next(given)
        values, log_probabilities, _ = policy.evaluate_actions(observations, action)
        return action, values, log_probabilities

    policy.forward = forward
    try:
        start(model)
        model.collect_rollouts(model.env, model.callback, model.rollout_buffer, len(actions))
    finally:
        del policy.forward


def collect_in_jvm(model: Any, actions: np.ndarray | None) -> None:
    """Lets the JVM collect."""
    start(model)
    steps = model.n_steps if actions is None else len(actions)
    model.collect_rollouts(model.env, model.callback, model.rollout_buffer, steps, forced_actions=actions)


def start(model: Any) -> None:
    """Prepares a model for its first rollout; later calls go on."""
    if not hasattr(model, "callback"):
        _, model.callback = model._setup_learn(1_000_000, CallbackList([]))
