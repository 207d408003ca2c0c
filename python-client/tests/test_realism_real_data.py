"""Our statistics of real order books against an independent computation from the same files."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from kit.market_data import market_data
from kit.places import CLIENT

from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.realism import MarketSeries, read_lobster
from quant_trading_gym.realism.reference import shipped_references
from quant_trading_gym.realism.statistics import Autocorrelation, Moments

SAMPLES = ("AAPL_L1", "AAPL_L30", "AMZN_L1", "AMZN_L5")


@cache
def series(sample: str) -> MarketSeries:
    ticker, levels = sample.split("_L")
    return read_lobster(market_data("lobster") / f"LOBSTER_SampleFile_{ticker}_2012-06-21_{levels}.zip")


@cache
def published(sample: str) -> dict[str, Any]:
    text = (market_data("lobster") / "stylised_facts_AAPL_AMZN.json").read_text(encoding="utf-8")
    facts: dict[str, Any] = json.loads(text)["facts"][sample]
    return facts


@pytest.mark.parametrize("sample", SAMPLES)
def test_messages_and_market_orders(sample: str) -> None:
    ours, known = series(sample), published(sample)
    shares = ours.type_counts / ours.type_counts.sum()
    for kind, share in known["type_share"].items():
        assert shares[int(kind)] == pytest.approx(share, abs=1e-4)
    assert ours.messages.sum() / ours.seconds == pytest.approx(known["msgs_per_s"], rel=1e-4)
    assert len(ours.order_time) == known["market_orders"]
    executions = ours.type_counts[4] / len(ours.order_time)
    assert executions == pytest.approx(known["market_order_mean_fills"], rel=1e-9)
    hidden = ours.type_counts[5] / (ours.type_counts[4] + ours.type_counts[5])
    assert hidden == pytest.approx(known["hidden_exec_share_count"], rel=1e-9)


@pytest.mark.parametrize("sample", SAMPLES)
def test_signs_of_market_orders(sample: str) -> None:
    acf = Autocorrelation.pooled([Autocorrelation(series(sample).order_sign.astype(float), 100)])
    for lag, value in published(sample)["market_order_sign_acf"].items():
        assert acf[int(lag)] == pytest.approx(value, abs=2e-3)


@pytest.mark.parametrize("sample", SAMPLES)
def test_spread_sizes_and_distances(sample: str) -> None:
    ours, known = series(sample), published(sample)
    assert np.nanmean(ours.spread) == pytest.approx(known["spread_ticks_time_weighted_mean"], rel=1e-4)
    sizes = ours.limit_size_counts
    assert sizes[100] / sizes.sum() == pytest.approx(known["limit_size_share_100"], abs=1e-6)
    middle = int(np.searchsorted(np.cumsum(sizes), 0.5 * sizes.sum()))
    assert middle == known["limit_size_q"]["0.5"]
    places = ours.placement_counts
    best = -ours.first_distance
    shares = {
        "inside_spread": places[:best].sum(),
        "at_best": places[best],
        "1": places[best + 1],
        "2-5": places[best + 2 : best + 6].sum(),
        "6-20": places[best + 6 : best + 21].sum(),
        ">20": places[best + 21 :].sum(),
    }
    for bucket, count in shares.items():
        expected = known["limit_distance_ticks_behind_best"][bucket]
        assert count / places.sum() == pytest.approx(expected, abs=1e-4), bucket


@pytest.mark.parametrize("sample", SAMPLES)
def test_returns(sample: str) -> None:
    """Their seconds count from the first message, ours from the full minute: the returns differ a little."""
    for step in (1, 10, 60):
        returns = series(sample).returns(step) * 1e4
        known = published(sample)[f"mid_ret_{step}s"]
        few = len(returns) < 100
        assert returns.std() == pytest.approx(known["std_bp"], rel=0.02)
        kurtosis = Moments.excess_kurtosis([Moments(returns)])
        assert kurtosis == pytest.approx(known["excess_kurtosis"], rel=0.1)
        acf = Autocorrelation.pooled([Autocorrelation(returns, 1)])
        absolute = Autocorrelation.pooled([Autocorrelation(np.abs(returns), 5)])
        assert acf[1] == pytest.approx(known["acf1"], abs=0.03)
        assert absolute[1] == pytest.approx(known["abs_acf1"], abs=0.03)
        assert absolute[5] == pytest.approx(known["abs_acf5"], abs=0.1 if few else 0.03)


def test_the_shipped_references_are_what_the_files_give() -> None:
    folder = market_data("lobster")
    script = CLIENT / "scripts" / "make_realism_reference.py"
    specification = importlib.util.spec_from_file_location("make_realism_reference", script)
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    for ours, shipped in zip(module.references(folder), shipped_references(), strict=True):
        assert ours.name == shipped.name
        for fact, values in ours.values.items():
            for measure, value in values.items():
                expected = shipped.value(fact, measure)
                assert value == (None if expected is None else pytest.approx(expected, rel=1e-4, abs=1e-6))


def test_files_of_different_length_are_refused(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("34200.1,1,1,100,1000000,1\n34200.2,1,2,100,1000100,-1\n")
    (tmp_path / "b.csv").write_text("9999999999,0,1000000,100\n")
    with pytest.raises(ArgumentError, match="got 1, expected 2, one for each message"):
        read_lobster(tmp_path / "m.csv", tmp_path / "b.csv")
    (tmp_path / "b.csv").write_text("what\n")
    with pytest.raises(ArgumentError, match=r"b\.csv"):
        read_lobster(tmp_path / "m.csv", tmp_path / "b.csv")
