"""What `qtg simulate --out` makes of its data: metrics that the data bear out, and a page."""

from __future__ import annotations

import csv
import importlib.util
import json
import math
import statistics
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

import quant_trading_gym as qtg
from quant_trading_gym.cli import main
from quant_trading_gym.markets.replay import replay_lobster

pytestmark = pytest.mark.slow

SCENARIO = "market-making"
MINUTE = 60_000_000_000


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any, dict[str, Any]]:
    """A simulation with two instruments, news and fees: folder, result and metrics."""
    folder = tmp_path_factory.mktemp("two")
    content = dict(qtg.scenarios.describe(SCENARIO).content)
    [first] = content["instruments"]
    content["instruments"] = [first, {**first, "symbol": "TWO"}]
    second = [{**of, "name": f"{of['name']}-two", "instrument": 1} for of in content["population"]]
    content["population"] = [*content["population"], *second]
    content["news"] = [{"type": "earnings-surprise", "instrument": 1, "minutes": [3, 7], "magnitude": 0.001}]
    content["fees"] = {"taker_basis_points": 0.3, "maker_basis_points": -0.1}
    scenario = folder / "two.yaml"
    scenario.write_text(json.dumps(content))
    result = qtg.simulate(scenario, seed=5, until="12m30s", out=folder / "out")
    return folder / "out", result, json.loads((folder / "out" / "metrics.json").read_text())


def test_trades_and_volumes_are_those_of_the_log(two: tuple[Path, Any, dict[str, Any]]) -> None:
    folder, result, metrics = two
    trades = read(folder, "trades")
    assert set(metrics["instruments"]) == {"QTG", "TWO"}
    for symbol, of in metrics["instruments"].items():
        mine = [trade for trade in trades if trade["instrument"] == symbol]
        lots = [int(trade["quantity_lots"]) for trade in mine]
        bought = sum(int(trade["quantity_lots"]) for trade in mine if trade["aggressor"] == "buy")
        money = sum(int(t["price_ticks"]) * int(t["quantity_lots"]) for t in mine) * 0.01
        assert (of["trades"], of["volume_lots"]) == (len(mine), sum(lots))
        assert of["trades"] > 50
        assert of["trades_per_second"] == pytest.approx(len(mine) / 750)
        assert of["buy_share"] == pytest.approx(bought / sum(lots))
        assert of["turnover"] == pytest.approx(money, rel=1e-6)
    assert result.trades == len(trades) == sum(of["trades"] for of in metrics["instruments"].values())
    assert metrics["news"] == len(read(folder, "news")) == 2


def test_prices_and_spreads_are_those_by_the_second(two: tuple[Path, Any, dict[str, Any]]) -> None:
    folder, _, metrics = two
    of = metrics["instruments"]["TWO"]
    quotes = [row for row in read(folder, "prices") if row["instrument"] == "TWO"]
    mids = [0.005 * (int(row["best_bid_ticks"]) + int(row["best_ask_ticks"])) for row in quotes]
    assert of["price_open"] == pytest.approx(mids[0])
    assert (of["price_high"], of["price_low"]) == pytest.approx((max(mids), min(mids)))
    assert of["price_close"] == pytest.approx(mids[-1])
    returns = [math.log(b / a) for a, b in zip(mids[:-60:60], mids[60::60], strict=True)]
    assert of["volatility"] == pytest.approx(statistics.stdev(returns) * math.sqrt(252 * 390))
    assert of["max_drawdown"] == pytest.approx(max(1 - b / a for i, a in enumerate(mids) for b in mids[i:]))
    sampled = statistics.mean(int(row["best_ask_ticks"]) - int(row["best_bid_ticks"]) for row in quotes)
    assert of["spread_ticks"] == pytest.approx(sampled, rel=0.1)
    assert of["one_sided"] == 0.0
    sizes = [(int(row["best_bid_lots"]), int(row["best_ask_lots"])) for row in quotes]
    assert of["queue_imbalance"] == pytest.approx(statistics.mean((b - a) / (b + a) for b, a in sizes))


def test_who_won_adds_up(two: tuple[Path, Any, dict[str, Any]]) -> None:
    folder, result, metrics = two
    equity: dict[str, dict[int, int]] = defaultdict(dict)
    for row in read(folder, "portfolios"):
        equity[row["agent"]][int(row["time_nanos"])] = int(row["equity_micros"])
    pnls: Counter[str] = Counter()
    for row in read(folder, "agents"):
        path = equity[row["agent"]]
        pnls[row["type"]] += path[result.until_nanos] - path[result.open_nanos]
    assert metrics["pnl_by_type"] == pytest.approx({kind: total / 1e6 for kind, total in pnls.items()})
    populations = metrics["populations"].values()
    fees = sum(of["fees"] for of in populations)
    assert fees > 1
    # At mid, what one gains another loses, as long as all start without positions.
    assert sum(of["pnl"] for of in populations) == pytest.approx(-fees, abs=1e-4)
    for symbol in ("QTG", "TWO"):
        assert sum(of["position_lots"][symbol] for of in populations) == 0
        assert any(of["position_lots"][symbol] for of in populations)
    assert sum(of["volume_lots"] for of in populations) == 2 * sum(
        of["volume_lots"] for of in metrics["instruments"].values()
    )
    assert all(of["max_drawdown"] >= 0 for of in populations)
    assert max(of["order_to_trade"] for of in populations) > 3


def test_messages_are_those_of_the_lobster_file(tmp_path: Path) -> None:
    """Cancels by their owners and submissions, which the file tells apart by type."""
    qtg.simulate(SCENARIO, until="5m", out=tmp_path)
    of = json.loads((tmp_path / "metrics.json").read_text())["instruments"]["QTG"]
    [messages] = tmp_path.glob("*_message_10.csv")
    types = Counter(line.split(",")[1] for line in messages.read_text().splitlines())
    assert of["messages"]["cancelled"] >= types["3"] > 100
    assert of["messages"]["accepted"] >= types["1"] > 100
    accepted = of["messages"]["accepted"] + of["messages"].get("replaced", 0)
    assert of["order_to_trade"] == pytest.approx(accepted / of["trades"])
    assert of["messages_per_second"] == pytest.approx(sum(of["messages"].values()) / 300)


def test_the_page_is_whole_and_needs_nothing_else(two: tuple[Path, Any, dict[str, Any]]) -> None:
    folder, result, metrics = two
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 2 * 7 + 1
    assert "http" not in page and "<script" not in page
    for text in (
        result.digest,
        "12.5 minutes",
        "2 news items",
        "P&amp;L since the start",
        "TWO",
        *metrics["populations"],
    ):
        assert text in page, text


def test_json_names_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("of somebody else")
    command = ["simulate", SCENARIO, "--until", "2m", "--levels", "3", "--out", str(tmp_path), "--json"]
    assert main(command) == 0
    document = json.loads(capsys.readouterr().out)
    assert {Path(file) for file in document["files"]} == set(tmp_path.iterdir()) - {tmp_path / "mine.txt"}
    assert str(tmp_path / "report.html") in document["files"]
    assert main(["simulate", SCENARIO, "--until", "2m"]) == 0
    assert "files" not in capsys.readouterr().out


def test_without_matplotlib_the_data_are_written_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "matplotlib" else find(name))
    assert main(["simulate", SCENARIO, "--until", "2m", "--out", str(tmp_path), "--json"]) == 0
    out, err = capsys.readouterr()
    assert len([line for line in err.splitlines() if "quant-trading-gym[plot]" in line]) == 1
    assert not (tmp_path / "report.html").exists()
    assert (tmp_path / "metrics.json").is_file() and (tmp_path / "trades.csv").is_file()
    assert str(tmp_path / "report.html") not in json.loads(out)["files"]


@pytest.mark.parametrize("until", ["0s", "1s", "90s"])
def test_short_simulations_have_reports_too(until: str, tmp_path: Path) -> None:
    qtg.simulate(SCENARIO, until=until, out=tmp_path)
    assert (tmp_path / "report.html").is_file()
    json.loads((tmp_path / "metrics.json").read_text(), parse_constant=pytest.fail)


def test_a_resumed_simulation_is_measured_from_where_it_goes_on(tmp_path: Path) -> None:
    measured = []
    for until in ("4m30s", "11m"):
        qtg.simulate(SCENARIO, seed=9, until=until, sqlite=tmp_path / "runs.db", out=tmp_path / until)
        measured.append(json.loads((tmp_path / until / "metrics.json").read_text()))
    whole = qtg.simulate(SCENARIO, seed=9, until="11m", out=tmp_path / "whole")
    expected = json.loads((tmp_path / "whole" / "metrics.json").read_text())
    assert [of["seconds"] for of in measured] == [270, 390]
    first, second = (of["instruments"]["QTG"] for of in measured)
    for key in ("trades", "volume_lots"):
        assert first[key] + second[key] == expected["instruments"]["QTG"][key]
    assert first["price_close"] == second["price_open"]
    pnls = [of["pnl_by_type"] for of in measured]
    assert {kind: pnls[0][kind] + pnls[1][kind] for kind in pnls[0]} == pytest.approx(expected["pnl_by_type"], abs=1e-5)
    assert whole.digest == measured[1]["digest"]


def test_halts_are_counted_shown_and_survived(tmp_path: Path) -> None:
    """A narrow price band in a moving market; the resumed run goes on from the middle of a halt."""
    content = dict(qtg.scenarios.describe(SCENARIO).content)
    moving = {"type": "mean-reverting", "volatility": 2.0, "reversion_rate": 0.0}
    band = {"width": 0.002, "halt": "90s", "call": "30s"}
    content["instruments"] = [{**content["instruments"][0], "fundamental": moving, "price_band": band}]
    scenario = tmp_path / "banded.yaml"
    scenario.write_text(json.dumps(content))
    whole = qtg.simulate(scenario, seed=3, until="40m", out=tmp_path / "out")
    phases = read(tmp_path / "out", "phases")
    halts = [phase for phase in phases if phase["event"] == "halted" and phase["cause"].startswith("limit")]
    metrics = json.loads((tmp_path / "out" / "metrics.json").read_text())
    assert metrics["halts"] == len(halts) > 2
    assert metrics["rejects"]["market_halted"] > 0 and metrics["rejects"]["price_outside_band"] > 0
    assert f"{len(halts)} halts" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    within = (int(halts[0]["time_nanos"]) - whole.open_nanos) // 1_000_000_000 + 30
    for until in (f"{within}s", "40m"):
        resumed = qtg.simulate(scenario, seed=3, until=until, sqlite=tmp_path / "runs.db")
    assert resumed.digest == whole.digest
    book = [next((tmp_path / "out").glob(f"*_{kind}_10.csv")) for kind in ("message", "orderbook")]
    replayed = replay_lobster(*book, levels=10)
    assert replayed.full_depth_match == 1.0


def test_a_folder_holds_one_run(tmp_path: Path) -> None:
    """Nothing of another run stays, and nothing else goes."""
    mine = ("notes.txt", "AAPL_2012-06-21_34200000_57600000_message_10.csv", "series_MINE.npz")
    for name in mine:
        (tmp_path / name).write_text("mine")
    qtg.simulate("three-shares", until="1m", out=tmp_path, levels=3)
    later = qtg.simulate("market-making", until="1m", out=tmp_path)
    assert later.files is not None
    assert {path.name for path in tmp_path.iterdir()} == {Path(file).name for file in later.files} | set(mine)
    assert all((tmp_path / name).read_text() == "mine" for name in mine)


def test_what_fails_or_is_interrupted_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtg.simulate("market-making", until="1m", out=tmp_path / "run")
    before = {path.name: path.read_bytes() for path in (tmp_path / "run").iterdir()}
    with pytest.raises(qtg.errors.ScenarioError):
        qtg.simulate("market-makin", until="1m", out=tmp_path / "run")
    with pytest.raises(qtg.errors.ScenarioError):
        qtg.simulate("market-makin", until="1m", out=tmp_path / "new")

    def interrupted(*arguments: object, folder: Path, **options: object) -> None:
        (folder / "trades.csv").write_text("half a ta")
        raise KeyboardInterrupt

    monkeypatch.setattr("quant_trading_gym.transport.simulations.simulate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        qtg.simulate("market-making", seed=1, until="1m", out=tmp_path / "run")
    assert {path.name: path.read_bytes() for path in (tmp_path / "run").iterdir()} == before
    assert not (tmp_path / "new").exists()
