"""Statistics of pooled samples, computed from sums that are additive over seeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quant_trading_gym.markets.series import Floats


class Autocorrelation:
    """Sums for the pooled autocorrelation of several samples around their common mean."""

    def __init__(self, values: Floats, lags: int) -> None:
        """Computes the sums of one sample (n,) for lags 0 to `lags`; pairs do not span samples."""
        self._count = np.array([max(0, len(values) - lag) for lag in range(lags + 1)], dtype=np.float64)
        self._products = np.zeros(lags + 1)
        self._heads = np.zeros(lags + 1)
        self._tails = np.zeros(lags + 1)
        for lag in range(min(lags + 1, len(values))):
            head, tail = values[: len(values) - lag], values[lag:]
            self._products[lag] = head @ tail
            self._heads[lag] = head.sum()
            self._tails[lag] = tail.sum()

    @staticmethod
    def pooled(samples: Sequence[Autocorrelation]) -> Floats:
        """Returns the autocorrelation at lags 0, 1, ...; NaN without pairs or variance."""
        count, products, heads, tails = (
            np.sum([getattr(sample, name) for sample in samples], axis=0)
            for name in ("_count", "_products", "_heads", "_tails")
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = heads[0] / count[0]
            covariance = products / count - mean * (heads + tails) / count + mean**2
            return np.asarray(covariance / covariance[0])


class Moments:
    """Power sums for the pooled variance, skewness and kurtosis of several samples."""

    def __init__(self, values: Floats) -> None:
        """Computes the sums of one sample (n,)."""
        self._sums = np.array([np.sum(values**power) for power in range(5)])

    @staticmethod
    def _central(samples: Sequence[Moments]) -> tuple[float, float, float]:
        n, s1, s2, s3, s4 = np.sum([sample._sums for sample in samples], axis=0)
        if n == 0:
            return np.nan, np.nan, np.nan
        mean = s1 / n
        variance = s2 / n - mean**2
        third = s3 / n - 3 * mean * s2 / n + 2 * mean**3
        fourth = s4 / n - 4 * mean * s3 / n + 6 * mean**2 * s2 / n - 3 * mean**4
        return variance, third, fourth

    @staticmethod
    def skewness(samples: Sequence[Moments]) -> float:
        """Returns the third standardised moment."""
        variance, third, _ = Moments._central(samples)
        return ratio(third, variance**1.5)

    @staticmethod
    def excess_kurtosis(samples: Sequence[Moments]) -> float:
        """Returns the fourth standardised moment minus that of a Gaussian."""
        variance, _, fourth = Moments._central(samples)
        return ratio(fourth, variance**2) - 3.0


class Correlation:
    """Sums for the pooled correlation of several samples of pairs."""

    def __init__(self, x: Floats, y: Floats) -> None:
        """Computes the sums of one sample of pairs (n,); pairs with a NaN are omitted."""
        known = np.isfinite(x) & np.isfinite(y)
        x, y = x[known], y[known]
        self._sums = np.array([len(x), x.sum(), y.sum(), x @ x, y @ y, x @ y], dtype=np.float64)

    @staticmethod
    def pooled(samples: Sequence[Correlation]) -> float:
        """Returns Pearson's correlation."""
        n, x, y, xx, yy, xy = np.sum([sample._sums for sample in samples], axis=0)
        if n == 0:
            return float("nan")
        return ratio(xy - x * y / n, np.sqrt(max(0.0, xx - x * x / n) * max(0.0, yy - y * y / n)))


def ratio(numerator: float, denominator: float) -> float:
    """Returns the quotient; NaN for a zero denominator."""
    return float(numerator / denominator) if denominator else float("nan")


def hill_index(values: Floats, fraction: float = 0.05) -> float:
    """Returns Hill's estimate of the tail index from the largest `fraction` of the absolute values (n,)."""
    sizes = np.abs(values)
    count = int(len(sizes) * fraction)
    if count < 2:
        return float("nan")
    largest = np.sort(np.partition(sizes, len(sizes) - count - 1)[len(sizes) - count - 1 :])
    if largest[0] <= 0:
        return float("nan")
    return ratio(1.0, float(np.log(largest[1:] / largest[0]).mean()))


def log_bins(lags: int) -> list[tuple[int, int]]:
    """Returns the lags 1, 2-3, 4-7, ... as half-open ranges; the last range is truncated at `lags`."""
    bins, first = [], 1
    while first <= lags:
        bins.append((first, min(2 * first, lags + 1)))
        first *= 2
    return bins


def binned(correlations: Floats) -> tuple[Floats, Floats]:
    """Returns the geometric centre and the mean of an autocorrelation in bins of doubling width."""
    bins = log_bins(len(correlations) - 1)
    centres = np.array([np.exp(np.log(np.arange(low, high)).mean()) for low, high in bins])
    return centres, np.array([correlations[low:high].mean() for low, high in bins])


def decay_exponent(correlations: Floats) -> float:
    """Returns the exponent b of a decay ~ lag^-b over bins of doubling width; NaN if a bin is not positive."""
    centres, means = binned(correlations)
    if not (means > 0).all():
        return float("nan")
    return -slope(np.log(centres), np.log(means))


def slope(x: Floats, y: Floats, weights: Floats | None = None) -> float:
    """Returns the slope of the (weighted) least-squares line."""
    w = np.ones(len(x)) if weights is None else weights
    if len(x) < 2 or w.sum() <= 0:
        return float("nan")
    x_mean, y_mean = (w @ x) / w.sum(), (w @ y) / w.sum()
    return ratio(float(w @ ((x - x_mean) * (y - y_mean))), float(w @ np.square(x - x_mean)))


def power_law_exponent(counts: Floats, nearest: int, farthest: int) -> float:
    """Returns the maximum-likelihood exponent of p(d) ~ d^-exponent, nearest ≤ d ≤ farthest; counts[0] is d = 1."""
    chosen = counts[nearest - 1 : farthest]
    if chosen.sum() == 0:
        return float("nan")
    logs = np.log(np.arange(nearest, nearest + len(chosen)))
    exponents = np.arange(0.0, 6.0, 0.01)
    normal = np.log(np.exp(-np.outer(exponents, logs)).sum(axis=1))
    return float(exponents[np.argmax(-exponents * (chosen @ logs) - chosen.sum() * normal)])


def weibull_shape(counts: Floats, edges: Floats) -> float:
    """Returns the shape of the Weibull distribution fitted to counts below each of `edges`; NaN without counts."""
    if counts.sum() == 0:
        return float("nan")
    cumulative = np.cumsum(counts) / counts.sum()
    inner = (cumulative > 0.02) & (cumulative < 0.98)
    return slope(np.log(edges[inner]), np.log(-np.log1p(-cumulative[inner])))
