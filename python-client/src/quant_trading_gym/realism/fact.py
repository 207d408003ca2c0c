"""Definition of a stylised fact: a reduction of each session, pooled statistics, and their bands."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from quant_trading_gym.markets.series import Floats


@dataclass(frozen=True)
class Band:
    """Range of a statistic in real markets; bounds are inclusive unless `strict`."""

    low: float = -math.inf
    high: float = math.inf
    strict: bool = False

    def __contains__(self, value: float) -> bool:
        """Whether a statistic is inside the band; NaN is outside."""
        if self.strict:
            return self.low < value < self.high
        return self.low <= value <= self.high

    def __str__(self) -> str:
        if math.isinf(self.high):
            return f"{'>' if self.strict else '≥'} {self.low:g}"
        if math.isinf(self.low):
            return f"{'<' if self.strict else '≤'} {self.high:g}"
        return f"{self.low:g} to {self.high:g}"

    def bounds(self) -> list[float | None]:
        """Returns the lower and upper bound; None without a bound."""
        return [bound if math.isfinite(bound) else None for bound in (self.low, self.high)]


@dataclass(frozen=True)
class Measure:
    """One statistic of a set of sessions.

    Attributes:
        key: Key, unique within the fact.
        label: Short description.
        value: Function from the reduced sessions of the fact to the statistic; NaN if undefined.
        band: Expected range; None for an informational measure.
    """

    key: str
    label: str
    value: Callable[[Sequence[Any]], float]
    band: Band | None = None


@dataclass(frozen=True)
class Curve:
    """Plot of a fact: y over x, computed from the reduced sessions."""

    x_label: str
    y_label: str
    points: Callable[[Sequence[Any]], tuple[Floats, Floats]]
    log_x: bool = False
    log_y: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A stylised fact. It passes if every measure with a band lies inside its band.

    Attributes:
        key: Key of the fact in JSON documents.
        title: Title in reports.
        test: One-line description of the computation.
        reduce: Function that reduces a session: a `MarketSeries`, or a sequence of them for cross-instrument facts.
        measures: Measures; the first is the main statistic.
        curve: Plot of the fact.
    """

    key: str
    title: str
    test: str
    reduce: Callable[[Any], Any]
    measures: tuple[Measure, ...]
    curve: Curve

    @property
    def is_numeric(self) -> bool:
        """Whether the fact has a measure with a band; other facts are only plotted."""
        return any(measure.band is not None for measure in self.measures)


@dataclass(frozen=True)
class Estimate:
    """Value of a measure with its 95 % bootstrap interval over sessions; the interval is None for one session."""

    measure: Measure
    value: float
    interval: tuple[float, float] | None

    @property
    def passes(self) -> bool | None:
        """Whether the value lies inside the band; None without a band."""
        return None if self.measure.band is None else self.value in self.measure.band


@dataclass(frozen=True)
class Finding:
    """Result of a fact for a set of sessions."""

    fact: Fact
    estimates: tuple[Estimate, ...]
    points: tuple[Floats, Floats]
    band: tuple[Floats, Floats] | None = field(default=None)

    @property
    def passes(self) -> bool | None:
        """Whether every measure with a band lies inside its band; None without bands."""
        verdicts = [estimate.passes for estimate in self.estimates if estimate.passes is not None]
        return all(verdicts) if verdicts else None


def find(fact: Fact, sessions: Sequence[Any], *, resamples: int = 400, seed: int = 0) -> Finding:
    """Computes a fact for pooled sessions, with bootstrap intervals over sessions.

    Args:
        fact: Fact to compute.
        sessions: Simulated sessions, one for each seed, or days of real data.
        resamples: Number of bootstrap resamples.
        seed: Seed of the bootstrap.
    """
    parts = [fact.reduce(session) for session in sessions]
    draws = _draws(parts, resamples if len(parts) > 1 else 0, seed)
    estimates = tuple(
        Estimate(measure, _finite(measure.value, parts), _interval([_finite(measure.value, draw) for draw in draws]))
        for measure in fact.measures
    )
    points = fact.curve.points(parts)
    heights = np.array([fact.curve.points(draw)[1] for draw in draws[: max(0, resamples // 4)]])
    return Finding(fact, estimates, points, _envelope(heights))


def _envelope(heights: Floats) -> tuple[Floats, Floats] | None:
    """Returns the 95 % interval of each column; NaN if a resample has no value."""
    if len(heights) == 0:
        return None
    low, high = np.quantile(heights, [0.025, 0.975], axis=0)
    return low, high


def _draws(parts: Sequence[Any], resamples: int, seed: int) -> list[list[Any]]:
    random = np.random.default_rng(seed)
    return [[parts[i] for i in random.integers(0, len(parts), len(parts))] for _ in range(resamples)]


def _finite(value: Callable[[Sequence[Any]], float], parts: Sequence[Any]) -> float:
    number = float(value(parts))
    return number if math.isfinite(number) else math.nan


def _interval(values: list[float]) -> tuple[float, float] | None:
    known = [value for value in values if math.isfinite(value)]
    if len(known) < max(2, len(values) // 2):
        return None
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)
