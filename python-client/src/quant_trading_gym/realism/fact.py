"""What a stylised fact is: a reduction of each session, statistics of the reductions together, and their bands."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from quant_trading_gym.markets.series import Floats


@dataclass(frozen=True)
class Band:
    """Where a statistic of a real market lies, bounds included unless they are strict."""

    low: float = -math.inf
    high: float = math.inf
    strict: bool = False

    def __contains__(self, value: float) -> bool:
        """Whether a statistic is inside; NaN is not."""
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
        """Low and high; None where there is no bound."""
        return [bound if math.isfinite(bound) else None for bound in (self.low, self.high)]


@dataclass(frozen=True)
class Measure:
    """One number about sessions.

    Attributes:
        key: unique within its fact.
        label: what it is, in a few words.
        value: the number from what the fact's `reduce` made of each session; NaN where it is not defined.
        band: where it should lie; None for information only.
    """

    key: str
    label: str
    value: Callable[[Sequence[Any]], float]
    band: Band | None = None


@dataclass(frozen=True)
class Curve:
    """A picture of a fact: y over x, from the reductions of the sessions."""

    x_label: str
    y_label: str
    points: Callable[[Sequence[Any]], tuple[Floats, Floats]]
    log_x: bool = False
    log_y: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One row of the report; it holds if every measure with a band lies inside it.

    Attributes:
        key: identifies it in documents.
        title: for people.
        test: what is computed, in a line.
        reduce: reduces a session: a `MarketSeries`, or those of all instruments for facts across them.
        measures: the numbers; the first is the fact's statistic.
        curve: the picture.
    """

    key: str
    title: str
    test: str
    reduce: Callable[[Any], Any]
    measures: tuple[Measure, ...]
    curve: Curve

    @property
    def is_numeric(self) -> bool:
        """Whether it has a band that it can fail; otherwise only its shape is shown."""
        return any(measure.band is not None for measure in self.measures)


@dataclass(frozen=True)
class Estimate:
    """A measure's value, and the 95 % bootstrap interval over sessions; None with a single session."""

    measure: Measure
    value: float
    interval: tuple[float, float] | None

    @property
    def passes(self) -> bool | None:
        """Whether the value lies in the band; None without one."""
        return None if self.measure.band is None else self.value in self.measure.band


@dataclass(frozen=True)
class Finding:
    """A fact, as some sessions show it."""

    fact: Fact
    estimates: tuple[Estimate, ...]
    points: tuple[Floats, Floats]
    band: tuple[Floats, Floats] | None = field(default=None)

    @property
    def passes(self) -> bool | None:
        """Whether every measure with a band lies inside it; None where there is none."""
        verdicts = [estimate.passes for estimate in self.estimates if estimate.passes is not None]
        return all(verdicts) if verdicts else None


def find(fact: Fact, sessions: Sequence[Any], *, resamples: int = 400, seed: int = 0) -> Finding:
    """Computes a fact of sessions together, with bootstrap intervals over them.

    Args:
        fact: which.
        sessions: one for each seed, or days of real data.
        resamples: how many times the sessions are drawn anew, with replacement.
        seed: of the draws.
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
    """The 95 % interval of each column; NaN where one of the draws has no value."""
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
