"""Real exchange data through the order book, from the command line."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from kit.market_data import market_data

from quant_trading_gym.cli import main
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.markets.replay import replay_lobster, replay_orders


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
    assert "fields: got 20, expected 40 for 10 levels" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_an_order_stream_gives_its_known_trades(capsys: pytest.CaptureFixture[str]) -> None:
    stream = market_data("matching") / "stream_small.bin.gz"
    assert main(["replay-orders", str(stream), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["messages"], result["trades"], result["volume"]) == (200_060, 20_411, 355_464)
    assert result["trade_hash"] == "f61124c1c31ce0e0"


def test_errors_name_the_file_and_the_line(tmp_path: Path) -> None:
    book, messages = tmp_path / "book.csv", tmp_path / "message.csv.gz"
    book.write_text("9999999999,0,1000000,100\n")
    messages.write_bytes(gzip.compress(b"34200.1,1,11,x,1000000,1\n"))
    with pytest.raises(ArgumentError) as caught:
        replay_lobster(messages, book)
    assert str(caught.value).startswith(f"{messages} line 1")
    assert (caught.value.field, caught.value.value) == ("size", "x")


@pytest.mark.parametrize("name", ["message.csv.gz", "stream.bin.xz", "sample.zip"])
def test_files_that_are_not_what_the_suffix_says_are_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(b"nothing packed")
    with pytest.raises(ArgumentError, match=name):
        replay_orders(file) if name.startswith("stream") else replay_lobster(file, file)


def test_a_sample_holds_both_files(tmp_path: Path) -> None:
    sample = tmp_path / "sample.zip"
    with zipfile.ZipFile(sample, "w") as archive:
        archive.writestr("A_message_1.csv", "34200.1,1,11,100,1000000,1\n")
    with pytest.raises(ArgumentError, match="_orderbook_"):
        replay_lobster(sample)
    plain = tmp_path / "message.csv"
    plain.write_text("34200.1,1,11,100,1000000,1\n")
    with pytest.raises(ArgumentError, match=r"a \.zip with both"):
        replay_lobster(plain)


def test_a_missing_file_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["replay", "nowhere.zip", "--levels", "5", "--json"])
    assert left.value.code == 2
    assert "nowhere.zip" in capsys.readouterr().err
