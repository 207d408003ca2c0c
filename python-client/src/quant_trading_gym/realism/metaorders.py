"""Impact of synthetic meta-orders built from anonymous trades.

Method of Maitrier, Loeper and Bouchaud, Generating realistic metaorders from public data (2025), arXiv:2503.18199:
market orders are assigned to traders at random; an uninterrupted run of one sign by one trader is a meta-order. On real
trades, these meta-orders show the square-root law, a concave profile and the decay after the end, like the meta-orders
of known traders. The same computation therefore applies to real data and to simulations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quant_trading_gym.markets.series import Floats, MarketSeries
from quant_trading_gym.realism.statistics import ratio, slope

_TRADERS = 20
_REPETITIONS = 4
_FEWEST_CHILDREN = 2
_EDGES = np.arange(-6.0, 0.01, 0.2)  # log10 of the share of the session's volume
_FEWEST_IN_BIN = 30
_FIVE_MINUTES = 300


@dataclass(frozen=True)
class MetaOrderSums:
    """Sums by size: number of meta-orders, log10 of their share of the volume, impact, and later impact.

    Impact is the signed change of the log mid price from before the first child order to after the last. Later impact
    ends when the same number of further market orders has passed. Both are in units of the session's volatility.
    """

    count: Floats
    log_size: Floats
    impact: Floats
    later: Floats


def metaorder_sums(session: MarketSeries) -> MetaOrderSums:
    """Reduces a session; the random assignment is deterministic."""
    random = np.random.default_rng(0)
    bins = len(_EDGES) - 1
    sums = np.zeros((4, bins))
    orders = len(session.order_sign)
    volatility = float(np.sqrt(np.square(session.returns(_FIVE_MINUTES)).sum()))
    if orders < _TRADERS or volatility == 0.0:
        return MetaOrderSums(*sums)
    before = np.log(0.5 * session.order_double_mid)
    after = np.append(before[1:], np.log(session.mid[-1]))
    for _ in range(_REPETITIONS):
        trader = random.integers(0, _TRADERS, orders)
        order = np.argsort(trader, kind="stable")
        who, sign = trader[order], session.order_sign[order]
        begins = np.concatenate([[True], (who[1:] != who[:-1]) | (sign[1:] != sign[:-1])])
        start = np.flatnonzero(begins)
        children = np.diff(np.append(start, orders))
        first, last = order[start], order[start + children - 1]
        later = np.minimum(2 * last - first + 1, orders - 1)
        size = np.log10(np.add.reduceat(session.order_lots[order], start) / session.order_lots.sum())
        impact = sign[start] * (after[last] - before[first]) / volatility
        impact_later = sign[start] * (before[later] - before[first]) / volatility
        chosen = children >= _FEWEST_CHILDREN
        place = np.clip(np.searchsorted(_EDGES, size[chosen]) - 1, 0, bins - 1)
        for row, weights in zip(
            sums, (np.ones(chosen.sum()), size[chosen], impact[chosen], impact_later[chosen]), strict=True
        ):
            row += np.bincount(place, weights, minlength=bins)
    return MetaOrderSums(*sums)


def _pooled(parts: Sequence[MetaOrderSums]) -> tuple[Floats, Floats, Floats, Floats]:
    count, size, impact, later = (
        np.sum([getattr(part, name) for part in parts], axis=0) for name in ("count", "log_size", "impact", "later")
    )
    enough = count >= _FEWEST_IN_BIN
    return count[enough], size[enough], impact[enough], later[enough]


def impact_curve(parts: Sequence[MetaOrderSums]) -> tuple[Floats, Floats]:
    """Returns the mean impact by share of the session's volume on a fixed grid; NaN for sizes with too few."""
    count, size, impact = (
        np.sum([getattr(part, name) for part in parts], axis=0) for name in ("count", "log_size", "impact")
    )
    enough = (count >= _FEWEST_IN_BIN) & (impact > 0)
    safe = np.maximum(count, 1)
    shares = np.where(enough, 10 ** (size / safe), 10 ** (0.5 * (_EDGES[1:] + _EDGES[:-1])))
    return shares, np.where(enough, impact / safe, np.nan)


def impact_exponent(parts: Sequence[MetaOrderSums]) -> float:
    """Returns the log-log slope of impact on size over the larger half of the meta-orders.

    The smaller half shows the impact of single market orders; it hardly depends on their size.
    """
    count, size, impact, _ = _pooled(parts)
    if count.sum() == 0:
        return float("nan")
    larger = (np.cumsum(count) > 0.5 * count.sum()) & (impact > 0)
    mean_size, mean_impact = size[larger] / count[larger], impact[larger] / count[larger]
    return slope(mean_size, np.log10(mean_impact), np.sqrt(count[larger]))


def kept_impact(parts: Sequence[MetaOrderSums]) -> float:
    """Returns the remaining share of the impact after the same number of further market orders."""
    _, _, impact, later = _pooled(parts)
    return ratio(float(later.sum()), float(impact.sum()))
