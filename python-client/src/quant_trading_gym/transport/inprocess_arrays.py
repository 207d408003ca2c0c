"""Arrays that the engine in this process reads and writes: see the Java class `BoundArrays`."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from quant_trading_gym.spec.spaces import ActionKind, EnvironmentSpec
from quant_trading_gym.transport.step_arrays import StepArrays, new_step_arrays
from quant_trading_gym.transport.step_batch import EpisodeInfos

_INTEGERS = ("episode_seed", "episode_index", "time_nanos", "interventions", "phase", "digest")
_REALS = ("equity", "pnl", "fees")
_RESULTS = [1, 3, 4, 5]  # places of the results in the table
_KEYS = (
    "episode_seed",
    "episode_index",
    "time_nanos",
    "equity",
    "pnl",
    "position",
    "fees",
    "interventions",
    "phase",
    "digest",
)


class BoundArrays:
    """The arrays of n environments.

    Attributes:
        actions: (n, action size), float32 for a BOX, otherwise int32.
        results: Results of steps, except of those into arrays of the caller.
        finals: (n, d), float32; rows of episodes that ended in the last step, with SAME_STEP.
        values: Columns (n, ...) of the `info` by key.
        seeds: (n,), uint64.
        mask: (n,), uint8; 1 for the environments to reset.
    """

    def __init__(self, spec: EnvironmentSpec, n: int) -> None:
        is_box = spec.action.kind is ActionKind.BOX
        self.actions = np.zeros((n, spec.action.size), dtype=np.float32 if is_box else np.int32)
        self.results = new_step_arrays(n, spec.observation.size)
        self.finals = np.zeros_like(self.results.observations)
        self._integers = np.zeros((8, n), dtype=np.int64)
        self._reals = np.zeros((7, n), dtype=np.float64)
        self._positions = np.zeros((n, len(spec.instruments)), dtype=np.int64)
        self.seeds = np.zeros(n, dtype=np.uint64)
        self.mask = np.zeros(n, dtype=np.uint8)
        self.values = self._columns()
        bound = (
            self.actions,
            self.results.observations,
            self.finals,
            self.results.rewards,
            self.results.terminated,
            self.results.truncated,
            self._integers,
            self._reals,
            self._positions,
            self.seeds,
            self.mask,
        )
        self.table = np.array([array.ctypes.data for array in bound], dtype=np.int64)
        self._target = self._last_target = self.results

    def _columns(self) -> dict[str, npt.NDArray[Any]]:
        columns: dict[str, npt.NDArray[Any]] = dict(zip(_INTEGERS, self._integers, strict=False))
        columns |= dict(zip(_REALS, self._reals, strict=False))
        columns["position"] = self._positions
        for key in ("episode_seed", "digest"):
            columns[key] = columns[key].view(np.uint64)
        return {key: columns[key] for key in _KEYS}

    def aim(self, out: StepArrays | None) -> StepArrays:
        """Makes the next commands write their results into arrays of the caller, or into `results`; returns those.

        The arrays are kept, and those before them, because a step that was given up may still write to them.
        """
        target = self.results if out is None else out
        if target is not self._target or out is not None:
            self.table[_RESULTS] = [array.ctypes.data for array in target]
            self._target, self._last_target = target, self._target
        return target

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
