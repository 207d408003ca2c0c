"""Stylised facts of returns and volatility."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from quant_trading_gym.markets.series import Floats, MarketSeries
from quant_trading_gym.realism.fact import Band, Curve, Fact, Measure
from quant_trading_gym.realism.statistics import (
    Autocorrelation,
    Correlation,
    Moments,
    binned,
    decay_exponent,
    hill_index,
)

_MINUTE = 60
_BASIS_POINTS = 1e4  # avoids underflow in powers of returns
_HORIZONS = (10, 60, 300, 1800)
_LEVERAGE_LAGS = 10
_CLUSTER_STEP, _CLUSTER_LAGS = 10, 180
_LEAD_LAGS = 5
_TAIL_GRID = np.exp(np.linspace(np.log(0.1), np.log(20), 30))


def _returns(session: MarketSeries, step: int = _MINUTE) -> Floats:
    return session.returns(step) * _BASIS_POINTS


def _acf(parts: Sequence[Autocorrelation]) -> Floats:
    return Autocorrelation.pooled(parts)


NO_AUTOCORRELATION = Fact(
    key="no_linear_autocorrelation",
    title="No linear autocorrelation",
    test="largest |ACF(k)|, k = 1 … 10, of 1-min mid returns",
    reduce=lambda session: Autocorrelation(_returns(session), 10),
    measures=(
        Measure("largest", "largest |ACF(k)|", lambda parts: float(np.abs(_acf(parts)[1:]).max()), Band(-np.inf, 0.10)),
        Measure("first", "ACF(1)", lambda parts: float(_acf(parts)[1])),
    ),
    curve=Curve("lag, minutes", "ACF of 1-min returns", lambda parts: (np.arange(1.0, 11.0), _acf(parts)[1:])),
)


def _survival(parts: Sequence[Floats]) -> tuple[Floats, Floats]:
    sizes = np.concatenate([np.abs(part) for part in parts])
    if len(sizes) == 0:
        return _TAIL_GRID, np.full(len(_TAIL_GRID), np.nan)
    scaled = np.sort(sizes / max(sizes.std(), 1e-12))
    above = 1.0 - np.searchsorted(scaled, _TAIL_GRID, side="right") / len(scaled)
    return _TAIL_GRID, np.where(above > 0, above, np.nan)


HEAVY_TAILS = Fact(
    key="heavy_tails",
    title="Heavy tails",
    test="Hill index of the top 5 % of |1-min returns|; excess kurtosis at 1 min",
    reduce=_returns,
    measures=(
        Measure("hill", "tail index", lambda parts: hill_index(np.concatenate(parts)), Band(2.0, 5.0)),
        Measure(
            "kurtosis",
            "excess kurtosis, 1 min",
            lambda parts: Moments.excess_kurtosis([Moments(part) for part in parts]),
            Band(1.0, strict=True),
        ),
    ),
    curve=Curve("|return| / standard deviation", "share above", _survival, log_x=True, log_y=True),
)


def _kurtosis_at(i: int) -> Measure:
    step = _HORIZONS[i]
    return Measure(f"kurtosis_{step}s", f"excess kurtosis, {step} s", lambda parts: float(_kurtoses(parts)[i]))


def _kurtoses(parts: Sequence[tuple[Moments, ...]]) -> Floats:
    return np.array([Moments.excess_kurtosis([part[i] for part in parts]) for i in range(len(_HORIZONS))])


AGGREGATIONAL_GAUSSIANITY = Fact(
    key="aggregational_gaussianity",
    title="Aggregational Gaussianity",
    test="smallest fall of the excess kurtosis from 10 s to 1 min, to 5 min, to 30 min",
    reduce=lambda session: tuple(Moments(_returns(session, step)) for step in _HORIZONS),
    measures=(
        Measure(
            "fall",
            "smallest fall of kurtosis",
            lambda parts: float(-np.diff(_kurtoses(parts)).max()),
            Band(0.0, strict=True),
        ),
        *(_kurtosis_at(i) for i in range(len(_HORIZONS))),
    ),
    curve=Curve(
        "horizon, seconds", "excess kurtosis", lambda parts: (np.array(_HORIZONS, float), _kurtoses(parts)), log_x=True
    ),
)


def _cluster(parts: Sequence[Any]) -> Floats:
    return _acf([part[0] for part in parts])


def _cluster_points(parts: Sequence[Any]) -> tuple[Floats, Floats]:
    centres, means = binned(_cluster(parts))
    return centres * _CLUSTER_STEP, np.where(means > 0, means, np.nan)


VOLATILITY_CLUSTERING = Fact(
    key="volatility_clustering",
    title="Volatility clustering, long memory",
    test="ACF of absolute returns: decay ~ lag^-b of 10-s returns over 30 min, and ACF of 1-min returns after 5 min",
    reduce=lambda session: (
        Autocorrelation(np.abs(_returns(session, _CLUSTER_STEP)), _CLUSTER_LAGS),
        Autocorrelation(np.abs(_returns(session)), 5),
    ),
    measures=(
        Measure("exponent", "decay exponent", lambda parts: decay_exponent(_cluster(parts)), Band(0.2, 0.4)),
        Measure(
            "weakest",
            "weakest ACF up to 30 min",
            lambda parts: float(binned(_cluster(parts))[1].min()),
            Band(0.0, strict=True),
        ),
        Measure(
            "fifth",
            "ACF(5) of |1-min returns|",
            lambda parts: float(_acf([part[1] for part in parts])[5]),
            Band(0.0, strict=True),
        ),
        Measure("first", "ACF(1) of |1-min returns|", lambda parts: float(_acf([part[1] for part in parts])[1])),
    ),
    curve=Curve("lag, seconds", "ACF of |10-s returns|", _cluster_points, log_x=True, log_y=True),
)


def _leverage(session: MarketSeries) -> tuple[Moments, list[Correlation]]:
    returns = _returns(session)
    ahead = range(1, _LEVERAGE_LAGS + 1)
    return Moments(returns), [Correlation(returns[:-lag], np.square(returns[lag:])) for lag in ahead]


def _leverages(parts: Sequence[tuple[Moments, list[Correlation]]]) -> Floats:
    return np.array([Correlation.pooled([part[1][i] for part in parts]) for i in range(_LEVERAGE_LAGS)])


GAIN_LOSS_ASYMMETRY = Fact(
    key="gain_loss_asymmetry",
    title="Gain/loss asymmetry, leverage effect",
    test="mean correlation of r(t) with r²(t + τ), τ = 1 … 10 min; skewness of 1-min returns",
    reduce=_leverage,
    measures=(
        Measure("leverage", "leverage", lambda parts: float(np.mean(_leverages(parts))), Band(-np.inf, 0.0)),
        Measure(
            "skewness", "skewness", lambda parts: Moments.skewness([part[0] for part in parts]), Band(-np.inf, 0.0)
        ),
    ),
    curve=Curve(
        "lag τ, minutes",
        "corr(r(t), r²(t + τ))",
        lambda parts: (np.arange(1.0, _LEVERAGE_LAGS + 1.0), _leverages(parts)),
    ),
)


def _fine_and_coarse(session: MarketSeries) -> dict[int, Correlation]:
    """Returns the correlations of one-minute |return| with the mean |10-s return| `lag` minutes later, by lag."""
    fine = _returns(session, 10)
    minutes = fine[: len(fine) // 6 * 6].reshape(-1, 6)
    mean_fine, coarse = np.abs(minutes).mean(axis=1), np.abs(minutes.sum(axis=1))
    count = len(coarse)
    return {
        lag: Correlation(coarse[max(0, -lag) : max(0, count - lag)], mean_fine[max(0, lag) : max(0, count + lag)])
        for lag in range(-_LEAD_LAGS, _LEAD_LAGS + 1)
    }


def _lead(parts: Sequence[dict[int, Correlation]], lag: int) -> float:
    return Correlation.pooled([part[lag] for part in parts])


COARSE_FINE = Fact(
    key="coarse_fine_asymmetry",
    title="Coarse volatility predicts fine",
    test="corr(|1-min r|, next minute's mean |10-s r|) minus the reverse (Müller et al. 1997)",
    reduce=_fine_and_coarse,
    measures=(
        Measure("asymmetry", "asymmetry", lambda parts: _lead(parts, 1) - _lead(parts, -1), Band(0.0, strict=True)),
        Measure("ahead", "coarse → fine", lambda parts: _lead(parts, 1)),
    ),
    curve=Curve(
        "lag of fine behind coarse, minutes",
        "correlation",
        lambda parts: (
            np.arange(-_LEAD_LAGS, _LEAD_LAGS + 1.0),
            np.array([_lead(parts, lag) for lag in range(-_LEAD_LAGS, _LEAD_LAGS + 1)]),
        ),
    ),
)

PRICE_FACTS = (
    NO_AUTOCORRELATION,
    HEAVY_TAILS,
    AGGREGATIONAL_GAUSSIANITY,
    VOLATILITY_CLUSTERING,
    GAIN_LOSS_ASYMMETRY,
    COARSE_FINE,
)
