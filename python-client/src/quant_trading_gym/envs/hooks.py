"""Observations and rewards that are made in Python: one call a step for all environments of a vector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from gymnasium.spaces import Box, Space
from gymnasium.vector import AutoresetMode

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.spec.spaces import EnvironmentSpec, Float32
from quant_trading_gym.transport.step_batch import Bools, Float64, StepBatch

HookActions = npt.NDArray[np.int64] | npt.NDArray[np.int32] | npt.NDArray[np.float32]
HookInfos = npt.NDArray[np.float64] | npt.NDArray[np.int64] | npt.NDArray[np.uint64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class HookStep:
    """One step of n environments. The arrays may be changed and returned.

    Attributes:
        actions: Actions (n, *shape).
        observations: Observations (n, d), float32, of the engine after the step; of an episode that ended, the last.
        rewards: Rewards (n,), float64, of the scenario.
        terminated: Termination flags (n,), bool.
        truncated: Truncation flags (n,), bool.
        infos: With `needs_infos`, the columns (n, ...) of `info` after the step by key; otherwise empty.
    """

    actions: HookActions
    observations: Float32
    rewards: Float64
    terminated: Bools
    truncated: Bools
    infos: Mapping[str, HookInfos]


class VectorHook:
    """Base class of observations and rewards in Python. Each method has a default that changes nothing.

    A vector calls `begin` when episodes begin. After each step, it calls `reward`, then `observe`. A hook may keep
    state: arrays with one row for each environment, of which `begin` sets those of its mask.

    Attributes:
        needs_infos: Whether `reward` reads `infos`. They are then made in every step, which takes time.
    """

    needs_infos = False

    def observation_space(self, spec: EnvironmentSpec) -> Space[Any]:
        """Returns the observation space of one environment; `spec.observation.fields` names the engine's columns."""
        return spec.observation_space()

    def begin(self, observations: Float32, begun: Bools) -> Float32:
        """Returns observations (n, k) of which only those of new episodes count. By default those of `observe`.

        Args:
            observations: First observations (n, d) of the engine.
            begun: Mask (n,) of the environments in which an episode begins.
        """
        return self.observe(observations)

    def reward(self, step: HookStep) -> Float64:
        """Returns the rewards (n,) of a step."""
        return step.rewards

    def observe(self, observations: Float32) -> Float32:
        """Returns the observations (n, k) after a step, from those of the engine (n, d)."""
        return observations


class HookedVector:
    """Applies a hook to the results of the environments of one stream."""

    def __init__(
        self, hook: VectorHook, spec: EnvironmentSpec, num_envs: int, mode: AutoresetMode, *, shows_infos: bool
    ) -> None:
        """Asks the hook for its observation space.

        Args:
            hook: The hook.
            spec: Specification of the environments.
            num_envs: Number of environments.
            mode: Time at which a finished environment starts its next episode.
            shows_infos: Whether the results keep the infos of running episodes.

        Raises:
            ArgumentError: The observation space is of another type.
        """
        space = hook.observation_space(spec)
        if not isinstance(space, Box) or len(space.shape) != 1 or space.dtype != np.float32:
            allowed = "a gymnasium.spaces.Box of one dimension, float32"
            raise invalid(ArgumentError, "hook.observation_space", space, allowed)
        self.space = space
        own = type(hook)
        self.observes = own.observe is not VectorHook.observe or own.begin is not VectorHook.begin
        self._hook = hook
        self._num_envs = num_envs
        self._ends_later = mode is AutoresetMode.NEXT_STEP
        self._hides_infos = hook.needs_infos and not shows_infos
        self._ended = np.zeros(num_envs, dtype=np.bool_)
        self._actions: HookActions = np.zeros(num_envs, dtype=np.int64)

    def acted(self, actions: Any) -> None:
        """Takes the actions of the step that begins."""
        self._actions = np.array(actions)

    def begin(self, batch: StepBatch, mask: Bools | None) -> StepBatch:
        """Returns the result of a reset of the environments of `mask`; None stands for all."""
        begun = np.ones(self._num_envs, dtype=np.bool_) if mask is None else mask
        self._ended &= ~begun
        return replace(batch, observations=self._begin(batch.observations, begun))

    def after(self, batch: StepBatch) -> StepBatch:
        """Returns the result of a step."""
        ended = batch.terminated | batch.truncated
        raw = batch.observations
        last, finals = raw.copy(), batch.final_observations
        if not self._ends_later:
            last[ended] = finals
        rewards = self._rewards(batch, last)
        observations = self._checked("observe", self._hook.observe(last))
        if self._ends_later:
            begun, self._ended = self._ended, ended
            rewards = np.where(begun, 0.0, rewards)
        else:
            begun, finals = ended, observations[ended]
        if begun.any():
            observations = observations.copy()
            observations[begun] = self._begin(raw, begun)[begun]
        infos = batch.infos
        if self._hides_infos:
            infos = infos.rows(ended[infos.indices])
        return replace(batch, observations=observations, rewards=rewards, final_observations=finals, infos=infos)

    def _begin(self, observations: Float32, begun: Bools) -> Float32:
        return self._checked("begin", self._hook.begin(observations.copy(), begun.copy()))

    def _rewards(self, batch: StepBatch, last: Float32) -> Float64:
        step = HookStep(
            actions=self._actions,
            observations=last.copy(),
            rewards=batch.rewards,
            terminated=batch.terminated.copy(),
            truncated=batch.truncated.copy(),
            infos=batch.infos.values if self._hook.needs_infos else {},
        )
        rewards = np.asarray(self._hook.reward(step), dtype=np.float64)
        if rewards.shape != (self._num_envs,):
            raise invalid(ArgumentError, "hook.reward", f"shape {rewards.shape}", f"shape ({self._num_envs},)")
        return rewards

    def _checked(self, method: str, observations: Any) -> Float32:
        result = np.asarray(observations, dtype=np.float32)
        expected = (self._num_envs, *self.space.shape)
        if result.shape != expected:
            raise invalid(ArgumentError, f"hook.{method}", f"shape {result.shape}", f"shape {expected}")
        return result


def needs_infos(hook: object) -> bool:
    """Returns whether a hook reads infos.

    Raises:
        ArgumentError: It is no hook.
    """
    if hook is not None and not isinstance(hook, VectorHook):
        raise invalid(ArgumentError, "hook", hook, "an object of a subclass of quant_trading_gym.VectorHook")
    return hook is not None and hook.needs_infos
