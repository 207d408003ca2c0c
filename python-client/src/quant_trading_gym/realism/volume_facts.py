"""Stylised facts of volume: relation to volatility and spread, intraday profile, and order sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from quant_trading_gym.markets.series import Floats, Integers, MarketSeries
from quant_trading_gym.realism.fact import Band, Curve, Fact, Measure
from quant_trading_gym.realism.statistics import Correlation, ratio

_MINUTE, _FIVE_MINUTES, _HALF_HOUR = 60, 300, 1800
_VOLUME_GRID = np.arange(0.25, 3.01, 0.25)  # multiples of the session's mean
_SIZE_EDGES = np.unique(np.rint(np.geomspace(1, 10_000, 25)).astype(np.int64))
_DEPTH_GRID = np.geomspace(0.05, 10, 24)  # multiples of the session's mean
_ROUND_SIZES = (100, 200, 300, 500, 1000)


def _mean(values: Floats) -> float:
    """Returns the mean; 0 for an empty array, as in sessions shorter than a minute."""
    return float(values.mean()) if len(values) else 0.0


def _volume_and_volatility(session: MarketSeries) -> tuple[Correlation, Floats, Floats]:
    volume = session.sums(session.volume, _MINUTE)
    sizes = np.abs(session.returns(_MINUTE)) * 1e4
    relative = volume / max(_mean(volume), 1e-12)
    place = np.minimum(np.searchsorted(_VOLUME_GRID, relative), len(_VOLUME_GRID) - 1)
    scaled = sizes / max(_mean(sizes), 1e-12)
    bins = len(_VOLUME_GRID)
    return (
        Correlation(volume, sizes),
        np.bincount(place, scaled, minlength=bins).astype(float),
        np.bincount(place, minlength=bins).astype(float),
    )


def _volatility_by_volume(parts: Sequence[tuple[Correlation, Floats, Floats]]) -> tuple[Floats, Floats]:
    sums, counts = np.sum([part[1] for part in parts], axis=0), np.sum([part[2] for part in parts], axis=0)
    return _VOLUME_GRID, np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


VOLUME_VOLATILITY = Fact(
    key="volume_volatility",
    title="Volume and volatility go together",
    test="correlation of one-minute volume and |return|",
    reduce=_volume_and_volatility,
    measures=(
        Measure(
            "correlation",
            "correlation",
            lambda parts: Correlation.pooled([part[0] for part in parts]),
            Band(0.0, strict=True),
        ),
    ),
    curve=Curve("volume of the minute / mean", "|return| / mean", _volatility_by_volume),
)


def _profile(values: Floats) -> Floats:
    """Aggregates five-minute values to half-hours relative to their mean; NaN for half-hours without values."""
    half_hours = values[: len(values) // 6 * 6].reshape(-1, 6)
    known = np.isfinite(half_hours)
    means = np.where(known, half_hours, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    means = np.where(known.any(axis=1), means, np.nan)
    return np.asarray(means / np.nanmean(means)) if known.any() else means


def _mean_profile(profiles: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Returns hours since the open and means over sessions; late-starting sessions lack the first half-hours."""
    longest = max(len(profile) for profile in profiles)
    rows = np.full((len(profiles), longest), np.nan)
    for row, profile in zip(rows, profiles, strict=True):
        row[longest - len(profile) :] = profile
    known = np.isfinite(rows)
    sums = np.where(known, rows, 0.0).sum(axis=0)
    means = np.where(known.any(axis=0), sums / np.maximum(known.sum(axis=0), 1), np.nan)
    return 0.5 * np.arange(longest, dtype=np.float64) + 0.25, np.asarray(means, dtype=np.float64)


def _volume_and_spread(session: MarketSeries) -> tuple[Correlation, Floats]:
    volume = session.sums(session.volume, _FIVE_MINUTES)
    spread = session.means(session.spread, _FIVE_MINUTES)
    return Correlation(volume, spread), _profile(spread)


VOLUME_SPREAD = Fact(
    key="volume_spread",
    title="Much volume, narrow spread (intraday)",
    test="correlation of five-minute volume and mean spread",
    reduce=_volume_and_spread,
    measures=(
        Measure(
            "correlation",
            "correlation",
            lambda parts: Correlation.pooled([part[0] for part in parts]),
            Band(-np.inf, 0.0, strict=True),
        ),
    ),
    curve=Curve("hours since the open", "spread / its mean", lambda parts: _mean_profile([part[1] for part in parts])),
)


def _edges_to_middle(profiles: Sequence[Floats]) -> float:
    _, profile = _mean_profile(profiles)
    if len(profile) < 5:
        return float("nan")
    return ratio(0.5 * (profile[0] + profile[-1]), float(np.nanmean(profile[2:-2])))


INTRADAY_VOLUME = Fact(
    key="intraday_volume",
    title="U-shaped intraday volume",
    test="first and last half-hour relative to the middle of the day; shape only",
    reduce=lambda session: _profile(session.sums(session.volume, _FIVE_MINUTES)),
    measures=(Measure("edges", "edges / middle", _edges_to_middle),),
    curve=Curve("hours since the open", "volume / its mean", _mean_profile),
)


def _depth(session: MarketSeries) -> tuple[Floats, Floats]:
    """Returns number, sum and log-sum of the quantities at both best prices by second, and their density."""
    sizes = np.concatenate([session.bid_size[session.start :], session.ask_size[session.start :]])
    sizes = sizes[sizes > 0].astype(np.float64)
    counts, _ = np.histogram(sizes / max(sizes.mean(), 1e-12) if len(sizes) else sizes, bins=_DEPTH_GRID)
    return np.array([len(sizes), sizes.sum(), np.log(sizes).sum()]), counts.astype(np.float64)


def _pooled_gamma_shape(parts: Sequence[tuple[Floats, Floats]]) -> float:
    """Returns Minka's closed-form approximation of the maximum-likelihood Gamma shape."""
    count, total, logs = np.sum([part[0] for part in parts], axis=0)
    if count < 2:
        return float("nan")
    s = float(np.log(total / count) - logs / count)
    return ratio(3.0 - s + float(np.sqrt((s - 3.0) ** 2 + 24.0 * s)), 12.0 * s)


def _density(grid: Floats, counts: Floats) -> tuple[Floats, Floats]:
    density = counts / max(counts.sum(), 1.0) / np.diff(grid)
    return np.sqrt(grid[1:] * grid[:-1]), np.where(counts > 0, density, np.nan)


VOLUME_AT_BEST = Fact(
    key="volume_at_best",
    title="Volume at the best prices is Gamma-like",
    test="shape parameter of the fitted Gamma distribution; shape only",
    reduce=_depth,
    measures=(Measure("gamma_shape", "Gamma shape", _pooled_gamma_shape),),
    curve=Curve(
        "size / its mean",
        "density",
        lambda parts: _density(_DEPTH_GRID, np.sum([part[1] for part in parts], axis=0)),
        log_x=True,
        log_y=True,
    ),
)


def _size_counts(parts: Sequence[Integers]) -> Floats:
    return np.asarray(np.sum(parts, axis=0), dtype=np.float64)


def _size_density(parts: Sequence[Any]) -> tuple[Floats, Floats]:
    counts = _size_counts(parts)
    sums = np.add.reduceat(counts, _SIZE_EDGES)[:-1]
    return _density(_SIZE_EDGES.astype(np.float64), sums)


ORDER_SIZES = Fact(
    key="order_sizes",
    title="Order sizes pile up at round lots",
    test="share of submissions of 100, 200, 300, 500 or 1000 lots; shape only",
    reduce=lambda session: session.limit_size_counts,
    measures=(
        Measure(
            "round",
            "share of round sizes",
            lambda parts: ratio(float(_size_counts(parts)[list(_ROUND_SIZES)].sum()), float(_size_counts(parts).sum())),
        ),
    ),
    curve=Curve("lots", "density", _size_density, log_x=True, log_y=True),
)

VOLUME_FACTS = (VOLUME_VOLATILITY, VOLUME_SPREAD, INTRADAY_VOLUME, VOLUME_AT_BEST, ORDER_SIZES)
