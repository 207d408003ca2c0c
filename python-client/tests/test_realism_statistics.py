"""Statistics against laws whose answers are known, and pooled sums against the plain formulas."""

from __future__ import annotations

import numpy as np
import pytest

from quant_trading_gym.realism.statistics import (
    Autocorrelation,
    Correlation,
    Moments,
    binned,
    decay_exponent,
    hill_index,
    power_law_exponent,
    slope,
    weibull_shape,
)

RANDOM = np.random.default_rng(5)


def autoregressive(coefficient: float, count: int) -> np.ndarray:
    noise = np.random.default_rng(1).normal(size=count)
    values = np.zeros(count)
    for i in range(1, count):
        values[i] = coefficient * values[i - 1] + noise[i]
    return values


def test_autocorrelation_of_an_autoregressive_process() -> None:
    samples = np.split(autoregressive(0.6, 40_000), 20)
    acf = Autocorrelation.pooled([Autocorrelation(sample, 5) for sample in samples])
    assert acf[0] == pytest.approx(1.0)
    assert acf[1:4] == pytest.approx([0.6, 0.36, 0.216], abs=0.02)


def test_autocorrelation_of_one_sample_is_the_plain_formula() -> None:
    x = RANDOM.normal(3.0, 2.0, 300)
    acf = Autocorrelation.pooled([Autocorrelation(x, 3)])
    centred = x - x.mean()
    for lag in (1, 2, 3):
        expected = (centred[:-lag] * centred[lag:]).mean() / centred.var()
        assert acf[lag] == pytest.approx(expected, abs=1e-9)


def test_pairs_do_not_reach_across_samples() -> None:
    up = np.array([1.0, -1.0])
    acf = Autocorrelation.pooled([Autocorrelation(up, 1)] * 3)
    assert acf[1] == pytest.approx(-1.0)


def test_pooled_moments_are_those_of_all_values() -> None:
    samples = [RANDOM.gamma(2.0, size=500) for _ in range(4)]
    x = np.concatenate(samples)
    moments = [Moments(sample) for sample in samples]
    assert Moments.skewness(moments) == pytest.approx(((x - x.mean()) ** 3).mean() / x.std() ** 3)
    assert Moments.excess_kurtosis(moments) == pytest.approx(((x - x.mean()) ** 4).mean() / x.var() ** 2 - 3.0)


def test_pooled_correlation_leaves_out_what_is_unknown() -> None:
    x, y = RANDOM.normal(size=(2, 400))
    y = y + x
    parts = [Correlation(np.append(x[:150], np.nan), np.append(y[:150], 9.0)), Correlation(x[150:], y[150:])]
    assert Correlation.pooled(parts) == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert np.isnan(Correlation.pooled([Correlation(np.zeros(5), np.arange(5.0))]))


@pytest.mark.parametrize("index", [2.0, 3.0, 4.5])
def test_hill_finds_the_index_of_a_pareto_law(index: float) -> None:
    values = np.random.default_rng(2).pareto(index, 200_000) + 1.0
    assert hill_index(values * np.random.default_rng(3).choice([-1, 1], 200_000)) == pytest.approx(index, rel=0.05)


@pytest.mark.parametrize("exponent", [0.3, 0.7])
def test_decay_exponents(exponent: float) -> None:
    acf = np.concatenate([[1.0], np.arange(1.0, 101.0) ** -exponent])
    assert decay_exponent(acf) == pytest.approx(exponent, abs=0.02)
    centres, means = binned(acf)
    assert centres[0] == 1.0 and means[0] == 1.0
    assert np.isnan(decay_exponent(np.concatenate([acf[:50], -acf[50:]])))


@pytest.mark.parametrize("exponent", [1.5, 2.0])
def test_power_laws_of_distances(exponent: float) -> None:
    distances = np.arange(1, 2001)
    weights = (distances + 0.0) ** -exponent
    drawn = np.random.default_rng(4).choice(distances, 100_000, p=weights / weights.sum())
    counts = np.bincount(drawn, minlength=2001)[1:].astype(float)
    assert power_law_exponent(counts, 10, 100) == pytest.approx(exponent, abs=0.1)


def test_weibull_shapes() -> None:
    edges = np.geomspace(1e-4, 10.0, 60)
    for shape in (0.4, 1.0):
        values = np.random.default_rng(6).weibull(shape, 50_000)
        counts = np.histogram(values, bins=np.concatenate([[0.0], edges]))[0].astype(float)
        assert weibull_shape(counts, edges) == pytest.approx(shape, rel=0.05)


def test_slopes() -> None:
    x = np.arange(5.0)
    assert slope(x, 3.0 * x + 1.0) == pytest.approx(3.0)
    assert slope(x, np.array([0.0, 1.0, 2.0, 3.0, 99.0]), np.array([1.0, 1.0, 1.0, 1.0, 0.0])) == pytest.approx(1.0)
