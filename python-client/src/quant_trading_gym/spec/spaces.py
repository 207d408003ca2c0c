"""Specification of an environment, its Gymnasium spaces, and the packing of actions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import gymnasium
import numpy as np
import numpy.typing as npt
from gymnasium.vector.utils import batch_space

from quant_trading_gym.errors import ActionError, invalid

Float32 = npt.NDArray[np.float32]


class ActionKind(Enum):
    """The kind of an action space."""

    DISCRETE = "discrete"
    MULTI_DISCRETE = "multi-discrete"
    BOX = "box"


@dataclass(frozen=True)
class ObservationField:
    """One element of the observation: `clip(raw / scale, low, high)`; the unit of `raw` is `unit`."""

    name: str
    unit: str
    scale: float
    low: float
    high: float
    block: str


@dataclass(frozen=True)
class ObservationSpec:
    """The flat float32 observation; `hash` is the lower-case hex SHA-256 of `canonical_json` in UTF-8."""

    fields: tuple[ObservationField, ...]
    canonical_json: str
    hash: str

    @property
    def size(self) -> int:
        """Number of elements."""
        return len(self.fields)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the elements in index order."""
        return tuple(field.name for field in self.fields)

    def space(self) -> gymnasium.spaces.Box:
        """Returns the space of one observation with the bounds of each field; shape (size,), float32."""
        low = np.array([field.low for field in self.fields], dtype=np.float32)
        high = np.array([field.high for field in self.fields], dtype=np.float32)
        return gymnasium.spaces.Box(low, high, dtype=np.float32)


@dataclass(frozen=True)
class ActionSpec:
    """The action; `labels` describes each discrete action or each component.

    `counts` holds the number of choices of each component. It is empty for BOX: its components lie in [-1, 1].
    """

    kind: ActionKind
    counts: tuple[int, ...]
    size: int
    labels: tuple[str, ...]
    scheme: str
    canonical_json: str

    def space(self) -> gymnasium.Space[Any]:
        """Returns the space of one action."""
        if self.kind is ActionKind.DISCRETE:
            return gymnasium.spaces.Discrete(self.counts[0])
        if self.kind is ActionKind.MULTI_DISCRETE:
            return gymnasium.spaces.MultiDiscrete(list(self.counts))
        return gymnasium.spaces.Box(-1.0, 1.0, shape=(self.size,), dtype=np.float32)

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one action: () for DISCRETE; otherwise (size,)."""
        return () if self.kind is ActionKind.DISCRETE else (self.size,)

    @cached_property
    def _limits(self) -> npt.NDArray[np.int64]:
        return np.array(self.counts, dtype=np.int64)

    def encode(self, actions: Any, num_envs: int | None = None) -> bytes:
        """Checks actions and packs them in the server's format: little-endian int32 or float32, row-major.

        Args:
            actions: One action; with `num_envs`, an array of shape (num_envs, *shape).
            num_envs: Number of environments, or None for a single action.

        Raises:
            ActionError: The actions have a wrong type or shape, lie outside the space, or are not finite.
        """
        expected = self.shape if num_envs is None else (num_envs, *self.shape)
        try:
            array = np.asarray(actions)
        except ValueError:  # ragged
            raise invalid(ActionError, "action", actions, f"numbers of shape {expected}") from None
        if self.kind is ActionKind.BOX:
            return self._encode_box(array, expected)
        return self._encode_discrete(array, expected)

    def _encode_box(self, array: npt.NDArray[Any], expected: tuple[int, ...]) -> bytes:
        if array.dtype.kind != "f" or array.shape != expected:
            raise self._misfit(array, expected, "floating-point numbers")
        magnitude = np.abs(array)
        if not magnitude.max() <= 1.0:  # also false for NaN
            raise self._outside(array, ~(magnitude <= 1.0), "a finite number in [-1, 1]")
        return array.astype("<f4", copy=False).tobytes()

    def _encode_discrete(self, array: npt.NDArray[Any], expected: tuple[int, ...]) -> bytes:
        if array.dtype.kind not in "iu" or array.shape != expected:
            raise self._misfit(array, expected, "integers")
        outside = (array < 0) | (array >= self._limits)
        if self.kind is ActionKind.DISCRETE:
            outside = outside.reshape(expected)
        if outside.any():
            limits = ", ".join(f"0..{count - 1}" for count in self.counts)
            raise self._outside(array, outside, f"an integer in {limits}")
        return array.astype("<i4").tobytes()

    def _misfit(self, array: npt.NDArray[Any], expected: tuple[int, ...], numbers: str) -> Exception:
        reason = f"{array.dtype}, shape {array.shape}"
        return invalid(ActionError, "action", array.tolist(), f"{numbers} of shape {expected}", reason=reason)

    def _outside(self, array: npt.NDArray[Any], outside: npt.NDArray[np.bool_], allowed: str) -> Exception:
        index = tuple(int(i) for i in np.argwhere(outside)[0])
        field = "action" + "".join(f"[{i}]" for i in index)
        return invalid(ActionError, field, array[index].item(), allowed)


@dataclass(frozen=True)
class EnvironmentSpec:
    """Specification of an environment, as reported by the server.

    Attributes:
        scenario: Name of the scenario.
        observation: Specification of the observation.
        action: Specification of the action.
        decision_interval_nanos: Simulated time between two decisions, in nanoseconds.
        steps_per_episode: Maximum number of decisions in an episode.
        instruments: Names of the instruments in index order.
        baselines: Names of the baselines available for evaluation.
        scenario_json: Canonical JSON of the effective scenario.
        scenario_hash: Lower-case hex SHA-256 of `scenario_json` in UTF-8.
        build: Version and commit of the engine's sources, such as `0.1.0 (1a2b3c4-dirty)`.
        refusal_reasons: Names of the reasons for which requests are refused, in the order of `info["refusals"]`.
        policies: Policy files of the scenario's ONNX agents, each with its lower-case hex SHA-256.
    """

    scenario: str
    observation: ObservationSpec
    action: ActionSpec
    decision_interval_nanos: int
    steps_per_episode: int
    instruments: tuple[str, ...]
    baselines: tuple[str, ...]
    scenario_json: str
    scenario_hash: str
    build: str
    refusal_reasons: tuple[str, ...] = ()
    policies: tuple[tuple[str, str], ...] = ()

    def observation_space(self, num_envs: int | None = None) -> gymnasium.Space[Any]:
        """Returns the space of one observation, or of a batch of `num_envs` observations."""
        space = self.observation.space()
        return space if num_envs is None else batch_space(space, num_envs)

    def action_space(self, num_envs: int | None = None) -> gymnasium.Space[Any]:
        """Returns the space of one action, or of a batch of `num_envs` actions."""
        space = self.action.space()
        return space if num_envs is None else batch_space(space, num_envs)
