"""Learning curves of one policy over several seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from quant_trading_gym.training.learning_curve import LearningCurvePoint

Curves: TypeAlias = "Sequence[LearningCurvePoint] | Sequence[Sequence[LearningCurvePoint]]"
"""Points of one learning curve, or a learning curve for each seed."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class SeedCurve:
    """Mean episode returns over the training.

    Attributes:
        seeds: Number of seeds.
        steps: Steps of the training (n,).
        mean: Mean over seeds of the mean episode return (n,).
        low: Smallest mean episode return of a seed (n,).
        high: Largest mean episode return of a seed (n,).
    """

    seeds: int
    steps: Numbers
    mean: Numbers
    low: Numbers
    high: Numbers


def combine(curves: Curves) -> SeedCurve:
    """Combines the curves of all seeds at the steps that all of them have reached; values between points are linear.

    Trainings in which no episode has ended have no points.
    """
    by_seed = _by_seed(curves)
    if not by_seed:
        nothing = np.zeros(0)
        return SeedCurve(seeds=0, steps=nothing, mean=nothing, low=nothing, high=nothing)
    steps = [np.array([point.timesteps for point in curve], dtype=np.float64) for curve in by_seed]
    values = [np.array([point.mean_return for point in curve], dtype=np.float64) for curve in by_seed]
    first, last = max(each[0] for each in steps), min(each[-1] for each in steps)
    shared = steps[0][(steps[0] >= first) & (steps[0] <= last)]
    rows = np.array([np.interp(shared, x, y) for x, y in zip(steps, values, strict=True)])
    return SeedCurve(
        seeds=len(by_seed), steps=shared, mean=rows.mean(axis=0), low=rows.min(axis=0), high=rows.max(axis=0)
    )


def _by_seed(curves: Curves) -> list[Sequence[LearningCurvePoint]]:
    """Returns the curves that are not empty; a curve of one seed is a list of points."""
    if curves and not isinstance(curves[0], Sequence):
        return [cast("Sequence[LearningCurvePoint]", curves)]
    return [curve for curve in cast("Sequence[Sequence[LearningCurvePoint]]", curves) if curve]
