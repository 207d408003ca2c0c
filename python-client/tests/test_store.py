"""Simulations in SQLite files: storage, resumption, and rejected input."""

from __future__ import annotations

import csv
import json
import multiprocessing
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import quant_trading_gym as qtg
from quant_trading_gym.cli import main
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.markets import store as store_module
from quant_trading_gym.markets.simulation_result import Simulation
from quant_trading_gym.markets.store import RunKey, Save, Store

SCENARIO = "market-making"
TABLES = ("agents", "trades", "bars", "portfolios", "positions")


def rows(path: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def table(path: Path, name: str, where: str = "1") -> list[tuple[Any, ...]]:
    return rows(path, f"SELECT * FROM {name} WHERE {where}")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path, Simulation]]:
    """A run without a stop: its SQLite file, its folder, and its result."""
    folder = tmp_path_factory.mktemp("whole")
    result = qtg.simulate(SCENARIO, seed=7, until="9m", sqlite=folder / "runs.db", out=folder / "out")
    yield folder / "runs.db", folder / "out", result


def test_a_resumed_run_is_the_uninterrupted_one(tmp_path: Path, whole: tuple[Path, Path, Any]) -> None:
    """Stops inside the opening phase, at the very end of bars, and inside them."""
    path = tmp_path / "runs.db"
    for until in ("10s", "1m", "90s", "5m", "7m", "7m", "9m"):
        result = qtg.simulate(SCENARIO, seed=7, until=until, sqlite=path)
    uninterrupted, _, expected = whole
    assert result.from_nanos == expected.open_nanos + 7 * 60e9
    assert (result.digest, result.events, result.trades) == (expected.digest, expected.events, expected.trades)
    assert result.trades > 100
    for name in ("runs", "agents", "trades", "bars"):
        assert table(path, name) == table(uninterrupted, name), name
    moments = "time_nanos IN (SELECT open_nanos FROM runs UNION SELECT until_nanos FROM runs)"
    for name in ("portfolios", "positions"):
        assert table(path, name, moments) == table(uninterrupted, name), name
    assert [saved for (saved,) in rows(path, "SELECT count(*) FROM saves")] == [6]


def test_bars_are_those_that_the_simulation_writes(whole: tuple[Path, Path, Any]) -> None:
    """Made by SQL from the trades, and in Java from the events."""
    path, folder, _ = whole
    for period in ("1m", "5m"):
        with (folder / f"bars_{period}.csv").open(newline="") as lines:
            expected = [list(line.values()) for line in csv.DictReader(lines)]
        query = "SELECT * FROM bars WHERE period = ? ORDER BY time_nanos"
        found = [[str(value) for value in row[3:4] + row[2:3] + row[4:]] for row in rows(path, query, period)]
        assert len(found) == {"1m": 9, "5m": 2}[period]
        complete = 9 // int(period[0])  # the last may be cut off, and then has another stamp
        for mine, other in zip(found[:complete], expected[:complete], strict=True):
            assert mine[:-1] == other[:-1]
            assert float(mine[-1]) == pytest.approx(float(other[-1]), abs=2e-4)


def test_the_log_of_trades_is_the_simulation_s(whole: tuple[Path, Path, Any]) -> None:
    path, folder, result = whole
    with (folder / "trades.csv").open(newline="") as lines:
        expected = list(csv.reader(lines))[1:]
    found = rows(path, "SELECT time_nanos, instrument, aggressor, price_ticks, quantity_lots, maker, taker FROM trades")
    assert [[str(value) for value in row] for row in found] == expected
    assert len(found) == result.trades
    unknown = "SELECT count(*) FROM trades LEFT JOIN agents ON agent = maker AND agents.run = trades.run"
    assert rows(path, f"{unknown} WHERE agent IS NULL") == [(0,)]


def test_the_log_of_trades_is_append_only(tmp_path: Path) -> None:
    path = tmp_path / "runs.db"
    qtg.simulate(SCENARIO, until="1m", sqlite=path)
    before = table(path, "trades")
    assert before
    connection = sqlite3.connect(path)
    for statement in ("UPDATE trades SET price_ticks = 1", "DELETE FROM trades WHERE rowid = 1", "DELETE FROM trades"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()
    assert table(path, "trades") == before


def test_money_and_shares_add_up_at_every_snapshot(tmp_path: Path) -> None:
    """Over all participants, the exchange and the lender, to the millionth and to the lot."""
    path, scenario = tmp_path / "runs.db", tmp_path / "shorts.yaml"
    content = dict(qtg.scenarios.describe(SCENARIO).content)
    content["instruments"][0]["borrow"] = {"pool": 20_000, "fee": 0.5}
    content["fees"] = {"taker_basis_points": 0.3, "maker_basis_points": -0.1}
    scenario.write_text(json.dumps(content))
    for until in ("61m", "125m"):
        qtg.simulate(scenario, until=until, sqlite=path)
    money = rows(path, "SELECT time_nanos, sum(cash_micros) FROM portfolios GROUP BY time_nanos ORDER BY time_nanos")
    shares = rows(path, "SELECT sum(position_lots) FROM positions GROUP BY time_nanos, instrument")
    assert [(time - 34_200_000_000_000) / 60e9 for time, _ in money] == [0, 60, 61, 120, 125]
    assert len({total for _, total in money}) == 1
    assert len(shares) == 5 and len(set(shares)) == 1
    for account in ("exchange", "lender"):
        earned = rows(path, "SELECT cash_micros FROM portfolios WHERE agent = ? ORDER BY time_nanos", account)
        assert earned[0] == (0,) and earned[-1][0] > earned[1][0] > 0, account


def test_writing_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["simulate", SCENARIO, "--seed", "3", "--until", "3m", "--json"]
    digests = set()
    sqlite = ["--sqlite", str(tmp_path / "runs.db")]
    for extra in ([], ["--out", str(tmp_path / "a")], sqlite, [*sqlite, "--out", str(tmp_path / "b")]):
        assert main([*command, *extra]) == 0
        digests.add(json.loads(capsys.readouterr().out)["digest"])
    assert len(digests) == 1


def test_runs_of_other_seeds_overrides_and_files_live_beside(tmp_path: Path) -> None:
    path, mine = tmp_path / "runs.db", tmp_path / "mine.yaml"
    text = qtg.scenarios.describe(SCENARIO, overrides={"name": "mine"}).yaml
    first = qtg.simulate(SCENARIO, seed=2**64 - 1, until="30s", sqlite=path)
    slower = {"session": {"processing_delay": "1ms"}}
    assert qtg.simulate(SCENARIO, seed=2**64 - 1, until="30s", sqlite=path, overrides=slower).digest != first.digest
    mine.write_text(text)
    qtg.simulate(mine, until="30s", sqlite=path)
    again = qtg.simulate(mine, until="40s", sqlite=path)
    assert again.from_nanos == again.open_nanos + 30e9
    mine.write_text(text + "# changed\n")
    changed = qtg.simulate(mine, until="40s", sqlite=path)
    assert changed.from_nanos == changed.open_nanos and changed.digest == again.digest
    runs = rows(path, "SELECT run, scenario, seed, until_nanos - open_nanos FROM runs")
    top, short, longer = str(2**64 - 1), 30_000_000_000, 40_000_000_000
    assert runs == [
        (1, SCENARIO, top, short),
        (2, SCENARIO, top, short),
        (3, "mine", "0", longer),
        (4, "mine", "0", longer),
    ]


def test_an_earlier_time_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["simulate", SCENARIO, "--sqlite", str(tmp_path / "runs.db"), "--json", "--until"]
    assert main([*command, "2m"]) == 0
    capsys.readouterr()
    assert main([*command, "1m"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert (error["field"], error["value"]) == ("until", "1m")
    assert "at least 2m" in error["allowed"]


def test_what_is_not_ours_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, other = tmp_path / "text", tmp_path / "other.db"
    text.write_text("not a database at all, but long enough to have a header of some kind" * 20)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE runs (run INTEGER)")
    connection.commit()
    connection.close()
    for path in (text, other, tmp_path, tmp_path / "missing" / "runs.db"):
        before = path.read_bytes() if path.is_file() else b""
        assert main(["simulate", SCENARIO, "--until", "1s", "--sqlite", str(path)]) == 2
        said = capsys.readouterr().err
        assert len(said.strip().splitlines()) == 1
        assert f'sqlite: got "{path}"' in said and "or a new file" in said
        assert (path.read_bytes() if path.is_file() else b"") == before


def test_two_who_go_on_at_once_do_not_mix(tmp_path: Path, whole: tuple[Path, Path, Any]) -> None:
    """The second finds the run elsewhere than where it began; nothing of it is kept."""
    _, folder, result = whole
    key = RunKey.of(SCENARIO, 7, {})
    with Store(tmp_path / "runs.db") as store:
        store.append(key, result.to_dict(), folder, b"state", resumed=None)
        before = {name: table(tmp_path / "runs.db", name) for name in TABLES}
        with pytest.raises(ArgumentError, match="without concurrent changes of the same run"):
            store.append(key, result.to_dict(), folder, b"state", resumed=None)
        assert {name: table(tmp_path / "runs.db", name) for name in TABLES} == before
        assert store.last_save(key) == Save(result.digest, b"state")
        assert store.last_save(RunKey.of(SCENARIO, 8, {})) is None


def test_two_who_begin_a_run_at_once_do_not_mix(tmp_path: Path, whole: tuple[Path, Path, Any]) -> None:
    """Both end at the open: the run of the first is at the very time at which that of the second began."""
    _, folder, result = whole
    key, path = RunKey.of(SCENARIO, 7, {}), tmp_path / "runs.db"
    document = {**result.to_dict(), "until_nanos": result.open_nanos}
    other = Save("another digest", b"state")
    with Store(path) as store:
        with pytest.raises(ArgumentError, match="the run is missing"):
            store.append(key, document, folder, b"state", resumed=other)
        store.append(key, document, folder, b"state", resumed=None)
        before = {name: table(path, name) for name in TABLES}
        assert before["trades"]
        for resumed in (None, other):
            with pytest.raises(ArgumentError, match="without concurrent changes of the same run"):
                store.append(key, document, folder, b"state", resumed=resumed)
        assert {name: table(path, name) for name in TABLES} == before
        assert store.append(key, document, folder, b"state", resumed=store.last_save(key))["bars"] > 0


def open_together(folder: Path, start: Any) -> None:
    for attempt in range(30):
        start.wait(60)
        Store(folder / f"{attempt}.db").close()


def test_processes_can_make_the_same_file_at_once(tmp_path: Path) -> None:
    spawning = multiprocessing.get_context("spawn")
    start = spawning.Barrier(3)
    processes = [spawning.Process(target=open_together, args=(tmp_path, start)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert table(tmp_path / "29.db", "runs") == []


def test_a_busy_file_is_waited_for_and_then_named(
    tmp_path: Path, whole: tuple[Path, Path, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, folder, result = whole
    path, key = tmp_path / "runs.db", RunKey.of(SCENARIO, 7, {})
    with Store(path) as store:
        assert store._connection.execute("PRAGMA busy_timeout").fetchone() == (60_000,)
    monkeypatch.setattr(store_module, "LOCK_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    with Store(path) as store:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ArgumentError, match=r'runs\.db" \(database is locked\)'):
            store.append(key, result.to_dict(), folder, b"state", resumed=None)
        with pytest.raises(ArgumentError, match=r'runs\.db" \(database is locked\)'):
            store.last_save(key)
        with pytest.raises(ArgumentError, match="database is locked"):
            Store(path)
        other.execute("ROLLBACK")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM runs").fetchone()  # a reader, for whom the end of a transaction waits
        with pytest.raises(ArgumentError, match="database is locked"):
            store.append(key, result.to_dict(), folder, b"state", resumed=None)
        other.execute("COMMIT")
        store.append(key, result.to_dict(), folder, b"state", resumed=None)
    other.close()


def test_what_sqlite_takes_back_itself_is_told_too(tmp_path: Path, whole: tuple[Path, Path, Any]) -> None:
    """As it does where the disk is full."""
    _, folder, result = whole
    with Store(tmp_path / "runs.db") as store:
        full = "CREATE TRIGGER full BEFORE INSERT ON saves BEGIN SELECT RAISE(ROLLBACK, 'no room'); END"
        store._connection.execute(full)
        with pytest.raises(ArgumentError, match="no room"):
            store.append(RunKey.of(SCENARIO, 7, {}), result.to_dict(), folder, b"state", resumed=None)
        assert table(tmp_path / "runs.db", "trades") == []


def test_a_failure_leaves_nothing_behind(tmp_path: Path, whole: tuple[Path, Path, Any]) -> None:
    _, folder, result = whole
    for name in ("agents", "trades", "portfolios"):
        (tmp_path / f"{name}.csv").write_bytes((folder / f"{name}.csv").read_bytes())
    with Store(tmp_path / "runs.db") as store:
        with pytest.raises(FileNotFoundError):
            store.append(RunKey.of(SCENARIO, 7, {}), result.to_dict(), tmp_path, b"state", resumed=None)
        assert [table(tmp_path / "runs.db", name) for name in ("runs", *TABLES)] == [[]] * 6


def test_a_save_that_does_not_fit_is_refused(tmp_path: Path, whole: tuple[Path, Path, Any]) -> None:
    """As one of another build would be."""
    _, folder, result = whole
    path = tmp_path / "runs.db"
    with Store(path) as store:
        store.append(RunKey.of(SCENARIO, 7, {}), result.to_dict(), folder, b"QTGSNAP of something else", resumed=None)
    before = path.read_bytes()
    with pytest.raises(ArgumentError, match="or another file") as raised:
        qtg.simulate(SCENARIO, seed=7, until="10m", sqlite=path)
    assert (raised.value.field, raised.value.value) == ("sqlite", str(path))
    assert path.read_bytes() == before
