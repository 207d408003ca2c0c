"""Stylised facts of the order flow: signs, times, distances, and price impact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from quant_trading_gym.markets.series import GAP_BINS_PER_DECADE, Floats, MarketSeries
from quant_trading_gym.realism.fact import Band, Curve, Fact, Measure
from quant_trading_gym.realism.metaorders import impact_curve, impact_exponent, kept_impact, metaorder_sums
from quant_trading_gym.realism.statistics import (
    Autocorrelation,
    binned,
    decay_exponent,
    power_law_exponent,
    slope,
    weibull_shape,
)

_SIGN_LAGS = 100
_FLOW_STEP, _FLOW_BLOCK = 10, 1800
_FLOW_HORIZONS = (1, 5, 10, 30, 60)
_GAP_EDGES = 10.0 ** (np.arange(130) / GAP_BINS_PER_DECADE) / 1e9  # seconds
_NEAREST_DISTANCE = 2


def _signs(parts: Sequence[Autocorrelation]) -> Floats:
    return Autocorrelation.pooled(parts)


def _sign_points(parts: Sequence[Autocorrelation]) -> tuple[Floats, Floats]:
    centres, means = binned(_signs(parts))
    return centres, np.where(means > 0, means, np.nan)


ORDER_SIGNS = Fact(
    key="order_sign_memory",
    title="Long memory of order signs",
    test="exponent of the decay ~ lag^-a of the ACF of market-order signs, lags 1 … 100",
    reduce=lambda session: Autocorrelation(session.order_sign.astype(np.float64), _SIGN_LAGS),
    measures=(
        Measure("exponent", "exponent a", lambda parts: decay_exponent(_signs(parts)), Band(0.4, 0.8)),
        Measure("hurst", "Hurst, 1 - a/2", lambda parts: 1.0 - 0.5 * decay_exponent(_signs(parts))),
        Measure("first", "ACF(1)", lambda parts: float(_signs(parts)[1])),
        Measure("fiftieth", "ACF(50)", lambda parts: float(_signs(parts)[50])),
    ),
    curve=Curve("lag, market orders", "ACF of signs", _sign_points, log_x=True, log_y=True),
)


def _variation(parts: Sequence[tuple[Floats, Floats]]) -> float:
    count, total, squares = np.sum([part[0] for part in parts], axis=0)
    mean = total / max(count, 1)
    return float(np.sqrt(max(0.0, squares / max(count, 1) - mean**2)) / mean) if mean else float("nan")


def _gap_density(parts: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    counts = np.sum([part[1] for part in parts], axis=0)[1:-1]
    density = counts / max(counts.sum(), 1)
    return np.sqrt(_GAP_EDGES[1:] * _GAP_EDGES[:-1]), np.where(counts > 0, density, np.nan)


INTER_ARRIVAL = Fact(
    key="inter_arrival_times",
    title="Messages come in bursts",
    test="coefficient of variation of the times between messages; Weibull shape",
    reduce=lambda session: (session.gap_moments, session.gap_counts.astype(np.float64)),
    measures=(
        Measure("variation", "coefficient of variation", _variation, Band(1.0, strict=True)),
        Measure(
            "weibull",
            "Weibull shape",
            lambda parts: weibull_shape(np.sum([part[1] for part in parts], axis=0)[:-1], _GAP_EDGES),
        ),
    ),
    curve=Curve("seconds to the next message", "share per bin", _gap_density, log_x=True, log_y=True),
)


def _distances(session: MarketSeries) -> tuple[Floats, Floats, Floats]:
    """Returns counts of placements and of cancels by ticks behind the best price (from 1), and the spread sums."""
    behind = 1 - session.first_distance
    known = session.spread[np.isfinite(session.spread)]
    return (
        session.placement_counts[behind:-1].astype(np.float64),
        session.cancel_counts[behind:-1].astype(np.float64),
        np.array([known.sum(), len(known)]),
    )


def _distance_exponent(parts: Sequence[tuple[Floats, Floats, Floats]], which: int) -> float:
    """Returns the exponent over one decade of distances from half the mean spread; NaN without enough distances."""
    counts = np.sum([part[which] for part in parts], axis=0)
    total, number = np.sum([part[2] for part in parts], axis=0)
    if number == 0 or counts.sum() == 0:
        return float("nan")
    nearest = max(_NEAREST_DISTANCE, round(0.5 * total / number))
    reach = np.searchsorted(np.cumsum(counts), 0.99 * counts.sum()) + 1
    if reach < 10 * nearest / 2:
        return float("nan")
    return power_law_exponent(counts, nearest, min(10 * nearest, len(counts)))


def _distance_points(parts: Sequence[tuple[Floats, Floats, Floats]]) -> tuple[Floats, Floats]:
    counts = np.sum([part[0] for part in parts], axis=0)[:1000]
    edges = np.unique(np.rint(np.geomspace(1, 1000, 22)).astype(np.int64))
    sums = np.add.reduceat(counts, edges[:-1] - 1)
    density = sums / np.diff(edges) / max(counts.sum(), 1)
    return np.sqrt(edges[1:] * edges[:-1].astype(np.float64)), np.where(sums > 0, density, np.nan)


PLACEMENT = Fact(
    key="placement_and_cancel_depth",
    title="Orders and cancels at power-law distances",
    test="exponents of the densities over one decade of distances from half the mean spread",
    reduce=_distances,
    measures=(
        Measure("placement", "exponent of placements", lambda parts: _distance_exponent(parts, 0), Band(1.5, 2.0)),
        Measure("cancel", "exponent of cancels", lambda parts: _distance_exponent(parts, 1), Band(1.5, 2.0)),
    ),
    curve=Curve("ticks behind the best price", "density of submissions", _distance_points, log_x=True, log_y=True),
)

META_ORDERS = Fact(
    key="metaorder_impact",
    title="Square-root impact of meta-orders",
    test="log-log slope of impact on size; remaining share (meta-orders after Maitrier et al. 2025)",
    reduce=metaorder_sums,
    measures=(
        Measure("exponent", "impact exponent", impact_exponent, Band(0.3, 0.7)),
        Measure("kept", "remaining share of impact", kept_impact, Band(0.0, 1.0, strict=True)),
    ),
    curve=Curve("size / volume of the day", "impact / volatility of the day", impact_curve, log_x=True, log_y=True),
)


def _flow_fits(session: MarketSeries, step: int) -> Floats:
    """Returns R², slope in ticks per lot, and mean depth of the fit of mid changes on flow, for each half-hour."""
    changes = np.diff(session.mid[session.start :: step])
    flow, depth = session.sums(session.ofi, step), session.means(session.depth, step)
    rows = min(_FLOW_BLOCK, session.seconds - session.start) // step
    fits = []
    for start in range(0, len(changes) - rows + 1, rows) if rows > 2 else ():
        x, y = flow[start : start + rows], changes[start : start + rows]
        if x.std() > 0 and y.std() > 0:
            known = depth[start : start + rows][np.isfinite(depth[start : start + rows])]
            fits.append((np.corrcoef(x, y)[0, 1] ** 2, slope(x, y), known.mean() if len(known) else np.nan))
    return np.array(fits).reshape(-1, 3)


def _mean_fit(parts: Sequence[dict[int, Floats]], step: int) -> float:
    fits = np.concatenate([part[step][:, 0] for part in parts])
    return float(fits.mean()) if len(fits) else float("nan")


def _slope_on_depth(parts: Sequence[Any]) -> float:
    fits = np.concatenate([part[_FLOW_STEP] for part in parts])
    fits = fits[(fits[:, 1] > 0) & (fits[:, 2] > 0)]
    return -slope(np.log(fits[:, 2]), np.log(fits[:, 1]))


ORDER_FLOW = Fact(
    key="order_flow_imbalance",
    title="Order-flow imbalance moves prices",
    test="R² of 10-s mid changes on the imbalance, mean over half-hours (Cont, Kukanov and Stoikov 2014)",
    reduce=lambda session: {step: _flow_fits(session, step) for step in _FLOW_HORIZONS},
    measures=(
        Measure("r_squared", "R²", lambda parts: _mean_fit(parts, _FLOW_STEP), Band(0.3, 0.7)),
        Measure("depth_exponent", "slope ~ depth^-λ, λ", _slope_on_depth),
    ),
    curve=Curve(
        "horizon, seconds",
        "R²",
        lambda parts: (
            np.array(_FLOW_HORIZONS, float),
            np.array([_mean_fit(parts, step) for step in _FLOW_HORIZONS]),
        ),
        log_x=True,
    ),
)

FLOW_FACTS = (ORDER_SIGNS, INTER_ARRIVAL, PLACEMENT, META_ORDERS, ORDER_FLOW)
