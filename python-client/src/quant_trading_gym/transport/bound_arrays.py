"""Arrays that an engine on this machine reads and writes: see the Java class `BoundArrays`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from quant_trading_gym.spec.spaces import ActionKind, EnvironmentSpec
from quant_trading_gym.transport.bound_memory import ArrayMemory
from quant_trading_gym.transport.step_arrays import StepArrays
from quant_trading_gym.transport.step_batch import EpisodeInfos

_INTEGERS = ("episode_seed", "episode_index", "time_nanos", "interventions", "phase", "digest")
_REALS = ("equity", "pnl", "fees")
_ARRAYS = 12
_RESULTS = [1, 3, 4, 5]  # of the results, in the table
_KEYS = (
    "episode_seed",
    "episode_index",
    "time_nanos",
    "equity",
    "pnl",
    "position",
    "fees",
    "interventions",
    "refusals",
    "phase",
    "digest",
)


class BoundArrays:
    """The arrays of n environments.

    Attributes:
        memory: Holds them.
        table: Places in `memory`, of all arrays in the order that the engine expects.
        actions: (n, action size), float32 for a BOX, otherwise int32.
        results: Results of steps, except of those into arrays of the caller.
        finals: (n, d), float32; rows of episodes that ended in the last step, with SAME_STEP.
        values: Columns (n, ...) of the `info` by key.
        seeds: (n,), uint64.
        mask: (n,), uint8; 1 for the environments to reset.
    """

    def __init__(self, spec: EnvironmentSpec, n: int, memory: ArrayMemory) -> None:
        is_box = spec.action.kind is ActionKind.BOX
        observations = ((n, spec.observation.size), np.float32)
        self.memory = memory
        self.table, *bound = memory.zeros(
            [
                ((_ARRAYS,), np.int64),
                ((n, spec.action.size), np.float32 if is_box else np.int32),
                observations,
                observations,
                ((n,), np.float64),
                ((n,), np.bool_),
                ((n,), np.bool_),
                ((8, n), np.int64),
                ((7, n), np.float64),
                ((n, len(spec.instruments)), np.int64),
                ((n, len(spec.refusal_reasons)), np.int64),
                ((n,), np.uint64),
                ((n,), np.uint8),
            ]
        )
        self.table[:] = [memory.place(array) for array in bound]
        self.actions, observed, self.finals, rewards, terminated, truncated, *columns = bound
        self.results = StepArrays(observed, rewards, terminated, truncated)
        self._integers, self._reals, self._positions, self._refusals, self.seeds, self.mask = columns
        self.values = self._columns()
        self._out: StepArrays | None = None
        self._target = self._last_target = self.results

    def _columns(self) -> dict[str, npt.NDArray[Any]]:
        columns: dict[str, npt.NDArray[Any]] = dict(zip(_INTEGERS, self._integers, strict=False))
        columns |= dict(zip(_REALS, self._reals, strict=False))
        columns["position"] = self._positions
        columns["refusals"] = self._refusals
        for key in ("episode_seed", "digest"):
            columns[key] = columns[key].view(np.uint64)
        return {key: columns[key] for key in _KEYS}

    def aim(self, out: StepArrays | None) -> None:
        """Makes the next commands write their results into arrays of the caller, or into `results`.

        The arrays are kept, and those before them, because a step that was given up may still write to them.
        """
        self._out = out
        target = out if out is not None and self.memory.holds_all else self.results
        if target is not self._target or target is not self.results:
            self.table[_RESULTS] = [self.memory.place(array) for array in target]
            self._target, self._last_target = target, self._target

    def taken(self) -> StepArrays:
        """Returns the results of a step: the arrays of the caller, or fresh ones."""
        if self._out is None:
            return self.results.copied()
        if self._out is not self._target:
            theirs: tuple[npt.NDArray[Any], ...] = self._out
            for array, result in zip(theirs, self.results, strict=True):
                array[...] = result
        return self._out

    def infos(self, indices: npt.NDArray[np.int64]) -> EpisodeInfos:
        """Returns copies of the infos of some environments."""
        return EpisodeInfos(
            indices=indices,
            values={key: column[indices] for key, column in self.values.items()},
            instruments=self._integers[6, indices],
            lengths=self._integers[7, indices],
            returns=self._reals[3, indices],
            quotes=self._reals[4:7, indices].T,
        )
