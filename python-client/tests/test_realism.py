"""The facts of simulated markets, from the series of the JVM and from exported LOBSTER files alike."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from quant_trading_gym.cli import main
from quant_trading_gym.realism import FACTS, Band, MarketSeries, find, read_lobster, simulate_series
from quant_trading_gym.realism.fact import Curve, Fact, Measure

pytestmark = pytest.mark.slow

SCENARIO = "market-making"
EXACT = (
    *("mid", "bid_size", "ask_size", "volume", "buy_volume", "messages", "ofi"),
    *("gap_counts", "type_counts", "limit_size_counts", "execution_size_counts"),
    *("placement_counts", "cancel_counts"),
)


def by_moment(series: MarketSeries) -> tuple[np.ndarray, np.ndarray]:
    """Times with directions of market orders, and what was traded by the orders of each."""
    moments, place = np.unique(series.order_time * series.order_sign, return_inverse=True)
    return moments, np.bincount(place, series.order_lots)


def test_a_series_and_the_exported_files_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two implementations, one in Java from the events, one in Python from the files."""
    command = ["simulate", SCENARIO, "--seed", "3", "--until", "20m", "--levels", "200", "--out", str(tmp_path)]
    assert main([*command, "--json"]) == 0
    capsys.readouterr()
    [messages] = tmp_path.glob("*_message_200.csv")
    [book] = tmp_path.glob("*_orderbook_200.csv")
    ours, theirs = MarketSeries.load(tmp_path / "series_QTG.npz"), read_lobster(messages, book)
    assert ours.seconds == theirs.seconds == 1200
    for name in EXACT:
        # The first messages come at the open, where the files cannot tell what was before.
        skip = 1 if name in ("mid", "bid_size", "ask_size") else 0
        expected, found = getattr(ours, name)[skip:], getattr(theirs, name)[skip:]
        if name in ("placement_counts", "cancel_counts"):
            assert np.abs(expected - found).sum() <= 2, name
        else:
            np.testing.assert_array_equal(expected, found, err_msg=name)
    # Files cannot always tell two orders of the same nanosecond and direction apart.
    assert 0 <= len(ours.order_time) - len(theirs.order_time) < 0.01 * len(ours.order_time)
    for mine, other in zip(by_moment(ours), by_moment(theirs), strict=True):
        np.testing.assert_array_equal(mine, other)
    np.testing.assert_allclose(ours.spread[1:], theirs.spread[1:], rtol=1e-6)
    np.testing.assert_allclose(ours.depth[1:], theirs.depth[1:], rtol=1e-6)
    np.testing.assert_allclose(ours.gap_moments, theirs.gap_moments, rtol=1e-9)


def test_our_replay_finds_every_level_of_our_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", SCENARIO, "--until", "5m", "--levels", "7", "--out", str(tmp_path), "--json"]) == 0
    capsys.readouterr()
    [messages], [book] = tmp_path.glob("*_message_7.csv"), tmp_path.glob("*_orderbook_7.csv")
    assert main(["replay", str(messages), str(book), "--levels", "7", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["full_depth_match"] == 1.0 and result["best_match"] == 1.0


def test_seeds_are_played_in_parallel_and_in_order() -> None:
    days = simulate_series(SCENARIO, seeds=3, seed=7, until="3m")
    [[alone]] = simulate_series(SCENARIO, seeds=1, seed=8, until="3m")
    assert len(days) == 3
    np.testing.assert_array_equal(days[1][0].order_time, alone.order_time)
    assert not np.array_equal(days[0][0].mid, days[1][0].mid)


def test_the_command_tells_every_fact_with_interval_band_and_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["realism", SCENARIO, "--seeds", "3", "--until", "65m", "--out", str(tmp_path), "--json"]
    assert main(command) == 0
    document = json.loads(capsys.readouterr().out)
    facts = {fact["fact"]: fact for fact in document["facts"]}
    assert list(facts) == [fact.key for fact in FACTS]
    assert document["numeric_facts"] == 13
    assert document["passed"] == sum(fact["pass"] is True for fact in facts.values())
    flow = facts["order_flow_imbalance"]
    assert flow["band"] == [0.3, 0.7]
    low, high = flow["ci95"]
    assert low <= flow["statistic"] <= high
    assert flow["pass"] == (0.3 <= flow["statistic"] <= 0.7)
    assert set(flow["real"]) == {"AAPL", "AMZN"}
    assert flow["real"]["AAPL"]["r_squared"] == pytest.approx(0.51, abs=0.01)
    assert facts["intraday_volume"]["band"] is None and facts["intraday_volume"]["pass"] is None
    page = (tmp_path / "realism.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == len(FACTS) + 1
    assert "http" not in page.replace("https://lobsterdata.com", ""), "the page needs nothing else"
    assert json.loads((tmp_path / "realism.json").read_text()) == document


def test_real_files_are_set_beside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", SCENARIO, "--until", "5m", "--out", str(tmp_path), "--json"]) == 0
    capsys.readouterr()
    files = [str(next(tmp_path.glob(f"*_{kind}_10.csv"))) for kind in ("message", "orderbook")]
    command = ["realism", SCENARIO, "--seeds", "2", "--until", "5m", "--lobster", *files, "--json"]
    assert main(command) == 0
    document = json.loads(capsys.readouterr().out)
    assert list(document["facts"][0]["real"]) == ["AAPL", "AMZN", "QTG_2026-01-05_34200000_57600000"]
    assert main([*command[:-1], files[0]]) == 2
    assert "lobster: got " in capsys.readouterr().err


@pytest.mark.parametrize("until", ["0s", "1ms", "30s", "150s"])
@pytest.mark.filterwarnings("error")
def test_what_a_session_is_too_short_for_is_undefined(until: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["realism", SCENARIO, "--seeds", "2", "--until", until, "--json"]) == 0
    facts = {fact["fact"]: fact for fact in json.loads(capsys.readouterr().out)["facts"]}
    assert len(facts) == len(FACTS)
    for name in ("volatility_clustering", "intraday_volume"):
        assert facts[name]["statistic"] is None and not facts[name]["pass"]


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ((1, 0), 'orderbook_3.csv" (12 columns), expected a LOBSTER message file with 6 columns'),
        ((0, 0), 'message_3.csv" (6 columns), expected a LOBSTER order book file with 4 columns'),
        ((0, 2), 'empty.csv" (no rows), expected a LOBSTER order book file'),
    ],
)
def test_lobster_files_are_told_apart(
    order: tuple[int, int], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "34200.5,1,11,100,1000000,1\n"
    files = [tmp_path / name for name in ("x_message_3.csv", "x_orderbook_3.csv", "empty.csv")]
    for path, text in zip(files, (row * 2, ",".join("1" * 12) + "\n", ""), strict=True):
        path.write_text(text)
    command = ["realism", SCENARIO, "--lobster", *(str(files[place]) for place in order)]
    assert main(command) == 2
    assert told in capsys.readouterr().err


def test_bands() -> None:
    assert 2.0 in Band(2.0, 5.0) and float("nan") not in Band(2.0, 5.0)
    assert 0.0 not in Band(0.0, strict=True) and 0.0 in Band(-np.inf, 0.0)
    assert [str(band) for band in (Band(2, 5), Band(1, strict=True), Band(-np.inf, 0.1))] == ["2 to 5", "> 1", "≤ 0.1"]
    assert Band(1, strict=True).bounds() == [1, None]


def test_intervals_cover_the_truth() -> None:
    """A 95 % interval of a mean over 20 sessions must hold the true mean about that often."""
    mean = Measure("mean", "mean", lambda parts: float(np.mean(parts)), Band(-1.0, 1.0))
    fact = Fact(
        key="k", title="t", test="t", reduce=float, measures=(mean,), curve=Curve("", "", lambda parts: (parts, parts))
    )
    random = np.random.default_rng(0)
    covered = 0
    for trial in range(100):
        [estimate] = find(fact, list(random.normal(0.5, 1.0, 20)), resamples=200, seed=trial).estimates
        assert estimate.interval is not None
        covered += estimate.interval[0] <= 0.5 <= estimate.interval[1]
    assert 85 <= covered <= 99
    [alone] = find(fact, [0.5]).estimates
    assert alone.interval is None and alone.passes is True


def test_correlations_of_shares_rise_with_the_horizon(capsys: pytest.CaptureFixture[str]) -> None:
    """The Epps effect, in a scenario whose fair values share factors: prices follow one by one."""
    assert main(["realism", "three-shares", "--seeds", "3", "--until", "2h", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    [fact] = [fact for fact in document["facts"] if fact["fact"] == "cross_asset_correlation"]
    assert fact["pass"]
    correlations = [m["statistic"] for m in fact["measures"] if m["measure"].startswith("correlation_")]
    assert correlations == sorted(correlations) and len(correlations) == 4
    assert correlations[0] < 0.05 < 0.1 < correlations[-1]
    assert document["numeric_facts"] == 13, "it is one of several instruments, not of one"
