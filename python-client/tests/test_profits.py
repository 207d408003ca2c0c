"""`qtg profits`: what it asks of the simulation, and what it prints."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quant_trading_gym.cli import program
from quant_trading_gym.jvm import oneshot

NOISE = {"agent": "noise", "type": "noise", "count": 40, "pnl_mean": -12.345, "ci95": [-20.0, -4.5]}
MAKER = {"agent": "maker", "type": "market-maker", "count": 2, "pnl_mean": 1234.5, "ci95": [1000.0, 1469.0]}
PAIRED = {"against_mean": 1200.0, "against_ci95": [1.0, 2.0], "difference_mean": 34.5, "difference_ci95": [-1.0, 70.0]}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the jar was asked; it answers with two entries, of which one has a twin in the variant."""
    heard: list[tuple[str, ...]] = []

    def answer(*arguments: str, on_progress: Any) -> dict[str, Any]:
        heard.append(arguments)
        maker = {**MAKER, **PAIRED} if "--against" in arguments else MAKER
        return {"scenario": "x", "seed": 3, "seeds": 20, "agents": [NOISE, maker]}

    monkeypatch.setattr(oneshot, "run_command", answer)
    return heard


def test_the_table_has_a_row_for_each_entry(asked: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["profits", "market-making", "--seeds", "20", "--seed", "3", "--until", "2h"]) == 0
    assert asked == [("profits", "market-making", "--seeds", "20", "--seed", "3", "--until", "2h")]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["agent", "type"] and "against" not in lines[0]
    assert lines[2].split() == ["noise", "noise", "40", "-12.35", "[-20.00,", "-4.50]"]
    assert lines[3].split() == ["maker", "market-maker", "2", "1,234", "[1,000,", "1,469]"]
    assert "20 sessions" in lines[4]


def test_a_variant_has_what_is_set_and_what_differs(
    asked: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["profits", "x", "--set", "a.b=1", "--set", "c=2", "--against", "c=3", "--json"]
    assert program.main(command) == 0
    [arguments] = asked
    assert json.loads(arguments[arguments.index("--overrides") + 1]) == {"a": {"b": 1}, "c": 2}
    assert json.loads(arguments[arguments.index("--against") + 1]) == {"a": {"b": 1}, "c": 3}
    captured = capsys.readouterr()
    assert json.loads(captured.out)["agents"][1]["difference_ci95"] == [-1.0, 70.0]
    noise, maker = captured.err.splitlines()[2:4]
    assert maker.split()[-4:] == ["1,200", "34.50", "[-1.00,", "70.00]"]
    assert noise.split()[-1] == "-4.50]"
