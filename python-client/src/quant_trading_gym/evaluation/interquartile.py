"""Interquartile mean over trainings with stratified bootstrap intervals.

Source: Agarwal, Schwarzer, Castro, Courville and Bellemare, "Deep Reinforcement Learning at the Edge of the Statistical
Precipice", NeurIPS 2021.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quant_trading_gym.errors import ArgumentError, invalid

RESAMPLES = 10_000
_LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Interquartile:
    """Interquartile mean of the scores of `runs` trainings, with its 95 % bootstrap interval.

    `ci95` is None for a single training, which says nothing about the spread between trainings.
    """

    iqm: float
    ci95: tuple[float, float] | None
    runs: int

    def to_dict(self) -> dict[str, Any]:
        """Returns the estimate as JSON types."""
        return {**asdict(self), "ci95": None if self.ci95 is None else list(self.ci95)}


def interquartile_mean(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Returns the mean of the middle half of the values along the last axis.

    A quarter of the values, rounded down, is dropped at each end, as in `scipy.stats.trim_mean(scores, 0.25)`.
    """
    ordered = np.sort(scores, axis=-1)
    cut = ordered.shape[-1] // 4
    middle: NDArray[np.float64] = ordered[..., cut : ordered.shape[-1] - cut].mean(axis=-1)
    return middle


def estimate(scores: Any, *, seed: int = 0) -> Interquartile:
    """Returns the interquartile mean over all runs and tasks, with its interval.

    The bootstrap draws runs with replacement within each task, which is the stratum.

    Args:
        scores: Scores (runs,) of one task, or (runs, tasks).
        seed: Seed of the bootstrap.

    Raises:
        ArgumentError: There are no scores, or one is not finite.
    """
    array = np.asarray(scores, dtype=np.float64)
    matrix = array[:, None] if array.ndim == 1 else array
    if matrix.ndim != 2 or matrix.size == 0 or not np.isfinite(matrix).all():
        raise invalid(ArgumentError, "scores", array.tolist(), "finite numbers of shape (runs,) or (runs, tasks)")
    runs, tasks = matrix.shape
    mean = float(interquartile_mean(matrix.ravel()))
    if runs == 1:
        return Interquartile(iqm=mean, ci95=None, runs=1)
    drawn = np.random.default_rng(seed).integers(runs, size=(RESAMPLES, runs, tasks))
    means = interquartile_mean(matrix[drawn, np.arange(tasks)].reshape(RESAMPLES, -1))
    tail = (1.0 - _LEVEL) / 2.0
    low, high = np.quantile(means, (tail, 1.0 - tail))
    return Interquartile(iqm=mean, ci95=(float(low), float(high)), runs=runs)
