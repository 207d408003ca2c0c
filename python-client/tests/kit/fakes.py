"""A small environment and its specification for tests without a server."""

from __future__ import annotations

import json
from typing import Any

import gymnasium as gym
import numpy as np
import torch
from stable_baselines3.common.vec_env import DummyVecEnv, VecEnv, VecMonitor

from quant_trading_gym.spec.spaces import ActionKind, ActionSpec, EnvironmentSpec, ObservationField, ObservationSpec

torch.set_num_threads(1)  # spinning threads slow down small networks; see `quant_trading_gym.onnx.torch_threads`

FIELDS = ("bid_gap", "ask_gap", "inventory", "clock", "momentum")


def make_spec(space: gym.Space[Any]) -> EnvironmentSpec:
    """Returns a specification with five fields and the action space `space`."""
    fields = tuple(
        ObservationField(name=name, unit="ticks", scale=1.0, low=-5.0, high=5.0, block="fake") for name in FIELDS
    )
    if isinstance(space, gym.spaces.Discrete):
        kind, counts, size = ActionKind.DISCRETE, (int(space.n),), 1
    elif isinstance(space, gym.spaces.MultiDiscrete):
        kind, counts, size = ActionKind.MULTI_DISCRETE, tuple(int(n) for n in space.nvec), len(space.nvec)
    else:
        assert space.shape is not None
        kind, counts, size = ActionKind.BOX, (), space.shape[0]
    observation = ObservationSpec(fields=fields, canonical_json=json.dumps(FIELDS), hash="ab" * 32)
    action = ActionSpec(kind, counts, size, (), "fake", json.dumps({"kind": kind.value, "counts": counts}))
    return EnvironmentSpec(
        "fake",
        observation,
        action,
        10**9,
        20,
        ("X",),
        ("random", "do-nothing"),
        scenario_json='{"name":"fake"}',
        scenario_hash="cd" * 32,
        build="0.1.0 (test)",
    )


class FakeEnv(gym.Env[Any, Any]):
    """The reward is 1 for the sign of the first field; observations are far from zero mean and unit deviation."""

    def __init__(self, space: gym.Space[Any]) -> None:
        self.environment_spec = make_spec(space)
        self.observation_space = self.environment_spec.observation_space()
        self.action_space = space
        self._steps = 0

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> Any:
        super().reset(seed=seed)
        self._steps = 0
        return self._observe(), {}

    def step(self, action: Any) -> Any:
        self._steps += 1
        correct = int(self._observation[0] > 0)
        reward = float(np.ravel(action)[0] == correct)
        return self._observe(), reward, self._steps >= 20, False, {}

    def action_masks(self) -> Any:
        assert isinstance(self.action_space, gym.spaces.Discrete)
        return np.arange(self.action_space.n) != 1

    def _observe(self) -> Any:
        raw = self.np_random.normal(size=len(FIELDS)) * [1.0, 0.01, 1.0, 1.0, 1.0] + [0.0, 3.0, 0.0, 0.0, 0.0]
        self._observation = np.clip(raw, -5.0, 5.0).astype(np.float32)
        return self._observation.copy()


def make_venv(space: gym.Space[Any], n_envs: int = 2) -> VecEnv:
    """Returns a vector of fake environments."""
    return DummyVecEnv([lambda: FakeEnv(space)] * n_envs)


class FakeTradingVec(VecMonitor):
    """A vector of fake environments with a specification and episode returns, like the native one."""

    def __init__(self, space: gym.Space[Any], n_envs: int = 4) -> None:
        super().__init__(make_venv(space, n_envs))
        self.environment_spec = make_spec(space)
