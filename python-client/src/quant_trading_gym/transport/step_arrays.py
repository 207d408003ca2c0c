"""Arrays into which a step writes its results."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from quant_trading_gym.errors import ArgumentError, invalid


class StepArrays(NamedTuple):
    """The results of one step of n environments.

    Attributes:
        observations: Observations (n, d), float32.
        rewards: Rewards (n,), float64.
        terminated: Termination flags (n,), bool.
        truncated: Truncation flags (n,), bool.
    """

    observations: npt.NDArray[np.float32]
    rewards: npt.NDArray[np.float64]
    terminated: npt.NDArray[np.bool_]
    truncated: npt.NDArray[np.bool_]

    def copied(self) -> StepArrays:
        """Returns fresh arrays with the same content."""
        return StepArrays(self.observations.copy(), self.rewards.copy(), self.terminated.copy(), self.truncated.copy())


def new_step_arrays(num_envs: int, size: int) -> StepArrays:
    """Returns fresh arrays for environments with observations of `size` numbers; their content is undefined."""
    return StepArrays(*(np.empty(shape, dtype) for dtype, shape in _layout(num_envs, size)))


def _layout(num_envs: int, size: int) -> tuple[tuple[type[np.generic], tuple[int, ...]], ...]:
    """Returns dtype and shape of each array."""
    n = (num_envs,)
    return (np.float32, (num_envs, size)), (np.float64, n), (np.bool_, n), (np.bool_, n)


def check_step_arrays(out: Sequence[npt.NDArray[Any]] | None, num_envs: int, size: int) -> StepArrays | None:
    """Returns arrays of the caller; None if there are none.

    Raises:
        ArgumentError: An array has another dtype or shape, or it cannot be written in one piece, or two overlap.
    """
    if out is None:
        return None
    if not isinstance(out, Sequence) or len(out) != len(StepArrays._fields):
        allowed = "None, or four arrays: " + ", ".join(StepArrays._fields)
        raise invalid(ArgumentError, "out", _described(out), allowed)
    arrays = StepArrays(*out)
    layout = _layout(num_envs, size)
    for name, array, (dtype, shape) in zip(StepArrays._fields, arrays, layout, strict=True):
        if not (isinstance(array, np.ndarray) and array.dtype == dtype and array.shape == shape and _is_plain(array)):
            allowed = f"a writable, aligned, C-contiguous array of {np.dtype(dtype)} and shape {shape}"
            raise invalid(ArgumentError, f"out.{name}", _described(array), allowed)
    for one, other in combinations(range(len(arrays)), 2):
        if np.may_share_memory(arrays[one], arrays[other]):
            allowed = f"memory of its own, not that of out.{StepArrays._fields[one]}"
            raise invalid(ArgumentError, f"out.{StepArrays._fields[other]}", _described(arrays[other]), allowed)
    return arrays


def _is_plain(array: npt.NDArray[Any]) -> bool:
    return array.flags.c_contiguous and array.flags.writeable and array.flags.aligned


def _described(value: object) -> str:
    if not isinstance(value, np.ndarray):
        return type(value).__name__
    words = [] if value.flags.writeable else ["read-only"]
    words += [] if value.flags.c_contiguous else ["not C-contiguous"]
    words += [] if value.flags.aligned else ["not aligned"]
    return ", ".join([f"{value.dtype} {value.shape}", *words])
