"""`qtg profits`: what it asks of the simulation, and what it prints."""

from __future__ import annotations

import json
from typing import Any

import pytest
from kit.unasked import connect_to_nothing

from quant_trading_gym.cli import program
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.markets.pnl import measure_pnl

NOISE = {"agent": "noise", "type": "noise", "count": 40}
MAKER = {"agent": "maker", "type": "market-maker", "count": 2}


def estimate(mean: float, low: float, high: float) -> dict[str, float]:
    return {"mean": mean, "ci95_low": low, "ci95_high": high}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server was asked; it answers with two entries, of which one has a twin in the variant."""
    heard: list[dict[str, Any]] = []

    def answer(connection: Any, scenario: Any, *, on_progress: Any, **options: Any) -> dict[str, Any]:
        heard.append({"scenario": scenario, **options})
        noise = {**NOISE, "pnl": estimate(-12.345, -20.0, -4.5)}
        maker = {**MAKER, "pnl": estimate(1234.5, 1000.0, 1469.0)}
        if options["against"] is not None:
            maker |= {"against": estimate(1200.0, 1.0, 2.0), "difference": estimate(34.5, -1.0, 70.0)}
        times = {"open_nanos": 0, "until_nanos": 9}
        return {"scenario": "x", "seed": 3, "seeds": 20, **times, "agents": [noise, maker]}

    connect_to_nothing(monkeypatch)
    monkeypatch.setattr("quant_trading_gym.transport.simulations.measure_pnl", answer)
    return heard


def test_the_table_has_a_row_for_each_entry(asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["profits", "market-making", "--seeds", "20", "--seed", "3", "--until", "2h"]) == 0
    source = ("market-making", {})
    assert asked == [{"scenario": source, "against": None, "seeds": 20, "seed": 3, "until": "2h"}]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["agent", "type"] and "against" not in lines[0]
    assert lines[2].split() == ["noise", "noise", "40", "-12.35", "[-20.00,", "-4.50]"]
    assert lines[3].split() == ["maker", "market-maker", "2", "1,234", "[1,000,", "1,469]"]
    assert "20 sessions" in lines[4]


def test_a_variant_has_what_is_set_and_what_differs(
    asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["profits", "x", "--set", "a.b=1", "--set", "c=2", "--against", "c=3", "--json"]
    assert program.main(command) == 0
    [call] = asked
    assert call["scenario"] == ("x", {"a": {"b": 1}, "c": 2})
    assert call["against"] == ("x", {"a": {"b": 1}, "c": 3})
    captured = capsys.readouterr()
    row = json.loads(captured.out)["agents"][1]
    assert (row["pnl_mean"], row["ci95"]) == (1234.5, [1000.0, 1469.0])
    assert (row["against_mean"], row["difference_ci95"]) == (1200.0, [-1.0, 70.0])
    noise, maker = captured.err.splitlines()[2:4]
    assert maker.split()[-4:] == ["1,200", "34.50", "[-1.00,", "70.00]"]
    assert noise.split()[-1] == "-4.50]"


def test_days_are_paired() -> None:
    heard: list[str] = []
    report = measure_pnl(
        "market-making",
        seeds=2,
        until="1m",
        against={"fees": {"taker_per_lot": 1.0}},
        on_progress=lambda _, text: heard.append(text),
    )
    assert heard[-1] == "4 of 4 days"
    noise = next(agent for agent in report.agents if agent.agent == "noise")
    assert noise.against is not None and noise.difference is not None
    assert noise.difference.mean == pytest.approx(noise.pnl.mean - noise.against.mean)
    assert noise.difference.mean > 0
    with pytest.raises(ArgumentError, match="seeds"):
        measure_pnl("market-making", seeds=1)
