"""Real exchange data through the order book, from the command line."""

from __future__ import annotations

import json

import pytest
from kit.market_data import market_data

from quant_trading_gym.cli import main


@pytest.mark.parametrize(
    ("file", "levels", "rows"), [("AAPL", 30, 86_616), ("AMZN", 5, 155_935), ("AAPL", 1, 118_497), ("AMZN", 1, 57_515)]
)
def test_the_book_is_the_one_that_the_exchange_published(
    file: str, levels: int, rows: int, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = market_data("lobster") / f"LOBSTER_SampleFile_{file}_2012-06-21_{levels}.zip"
    assert main(["replay", str(sample), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["rows"], result["levels"]) == (rows, levels)
    assert result["full_depth_match"] == 1.0
    assert result["best_match"] == 1.0
    if levels > 1:  # one level alone does not show the orders that a sweep meets next
        assert result["sweeps_reproduced"] >= 0.99 * result["sweeps"] > 0


def test_levels_that_the_file_does_not_have_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    sample = market_data("lobster") / "LOBSTER_SampleFile_AMZN_2012-06-21_5.zip"
    assert main(["replay", str(sample), "--levels", "10", "--json"]) == 2
    assert "fields = 20, allowed: 40 for 10 levels" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_an_order_stream_gives_its_known_trades(capsys: pytest.CaptureFixture[str]) -> None:
    stream = market_data("matching") / "stream_small.bin.gz"
    assert main(["replay-orders", str(stream), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["messages"], result["trades"], result["volume"]) == (200_060, 20_411, 355_464)
    assert result["trade_hash"] == "f61124c1c31ce0e0"


def test_a_missing_file_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["replay", "nowhere.zip", "--levels", "5", "--json"])
    assert left.value.code == 2
    assert "nowhere.zip" in capsys.readouterr().err
