"""Stylised facts across several instruments."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from quant_trading_gym.markets.series import Floats, MarketSeries
from quant_trading_gym.realism.fact import Band, Curve, Fact, Measure
from quant_trading_gym.realism.statistics import Correlation

_HORIZONS = (1, 10, 60, 300)


def _correlations(session: Sequence[MarketSeries]) -> list[list[Correlation]]:
    """Returns the correlation of each pair of instruments by horizon."""
    start = max(series.start for series in session)
    pairs = list(combinations(session, 2))
    return [
        [
            Correlation(
                np.diff(np.log(first.mid[start::step])) * 1e4,
                np.diff(np.log(second.mid[start::step])) * 1e4,
            )
            for first, second in pairs
        ]
        for step in _HORIZONS
    ]


def _mean_correlations(parts: Sequence[list[list[Correlation]]]) -> Floats:
    pairs = len(parts[0][0])
    return np.array(
        [
            np.mean([Correlation.pooled([part[i][pair] for part in parts]) for pair in range(pairs)])
            for i in range(len(_HORIZONS))
        ]
    )


def _correlation_at(i: int) -> Measure:
    step = _HORIZONS[i]
    return Measure(f"correlation_{step}s", f"correlation, {step} s", lambda parts: float(_mean_correlations(parts)[i]))


CROSS_CORRELATION = Fact(
    key="cross_asset_correlation",
    title="Correlation rises with the horizon (Epps)",
    test="smallest rise of the mean correlation of returns from 1 s to 10 s, to 1 min, to 5 min",
    reduce=_correlations,
    measures=(
        Measure(
            "rise",
            "smallest rise",
            lambda parts: float(np.diff(_mean_correlations(parts)).min()),
            Band(0.0, strict=True),
        ),
        *(_correlation_at(i) for i in range(len(_HORIZONS))),
    ),
    curve=Curve(
        "horizon, seconds",
        "mean correlation",
        lambda parts: (np.array(_HORIZONS, float), _mean_correlations(parts)),
        log_x=True,
    ),
)
