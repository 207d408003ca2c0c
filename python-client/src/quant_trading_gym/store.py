"""Simulations in an SQLite file: trades, candles, portfolios, and saved simulations to go on from."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.store_schema import APPLICATION, CANDLES, PERIODS, SCHEMA


@dataclass(frozen=True)
class RunKey:
    """What makes two simulations the same.

    Attributes:
        source: name of a scenario of the catalogue, or `sha256:…` of a scenario's file.
        seed: unsigned 64-bit.
        overrides: canonical JSON.
    """

    source: str
    seed: int
    overrides: str

    @classmethod
    def of(cls, scenario: str | os.PathLike[str], seed: int, overrides: Mapping[str, Any] | None) -> RunKey:
        """The key of a scenario's run; a file that was changed is another scenario."""
        path = Path(scenario)
        source = os.fspath(scenario)
        if path.is_file():
            source = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        return cls(source, seed, json.dumps(overrides or {}, sort_keys=True))

    def _columns(self) -> tuple[str, str, str]:
        return self.source, str(self.seed), self.overrides


class Store:
    """An SQLite file with any number of runs.

    Trades are only ever added. Candles are stamped by their end, of which trades at that very moment are a part. Its
    tables are documented in `docs/data.md`.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Opens the file, or makes it.

        Raises:
            ArgumentError: it is something else, or cannot be opened.
        """
        self.path = os.fspath(path)
        try:
            self._connection = sqlite3.connect(self.path, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise
        except sqlite3.DatabaseError as problem:
            raise self._refusal(str(problem)) from problem

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the file."""
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def last_save(self, key: RunKey) -> bytes | None:
        """The state of the run when it was last saved; None where the run is new."""
        row = self._connection.execute(
            "SELECT state FROM saves JOIN runs USING (run) WHERE source = ? AND seed = ? AND overrides = ?"
            " ORDER BY time_nanos DESC LIMIT 1",
            key._columns(),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def append(self, key: RunKey, document: Mapping[str, Any], tables: Path, state: bytes) -> dict[str, int]:
        """Adds what a simulation wrote, all of it or nothing.

        Args:
            key: of the run.
            document: the result of the simulation.
            tables: folder with its agents, trades, portfolios and positions.
            state: the simulation as it was saved at the end.

        Returns:
            How many rows were written to each table; those of a candle or a portfolio that was there are replaced.

        Raises:
            ArgumentError: the run is not where this simulation began, because somebody else went on with it.
        """
        with self._transaction():
            run, before = self._enter_run(key, document, tables)
            opened = int(document["open_nanos"])
            rows = {
                "trades": self._fill("trades", "INSERT", run, tables),
                "portfolios": self._fill("portfolios", "INSERT OR REPLACE", run, tables),
                "positions": self._fill("positions", "INSERT OR REPLACE", run, tables),
                "candles": sum(self._make_candles(run, opened, before, period) for period in PERIODS),
            }
            save = (run, document["until_nanos"], document["digest"], state)
            self._connection.execute("INSERT OR REPLACE INTO saves VALUES (?, ?, ?, ?)", save)
        return rows

    def _prepare(self) -> None:
        [application] = self._connection.execute("PRAGMA application_id").fetchone()
        [tables] = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application not in (0, APPLICATION) or (application == 0 and tables):
            raise self._refusal("it holds something else")
        if application == 0:
            with self._transaction():
                for statement in SCHEMA:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA application_id = {APPLICATION}")

    def _refusal(self, reason: str) -> ArgumentError:
        allowed = "an SQLite file that this package made, or a new one"
        return ArgumentError(
            f"sqlite is {self.path} ({reason}); allowed: {allowed}", field="sqlite", value=self.path, allowed=allowed
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _enter_run(self, key: RunKey, document: Mapping[str, Any], tables: Path) -> tuple[int, int]:
        """Makes or updates the row of the run; returns its number and how far it was."""
        began, until = int(document["from_nanos"]), int(document["until_nanos"])
        known = self._connection.execute(
            "SELECT run, until_nanos FROM runs WHERE source = ? AND seed = ? AND overrides = ?", key._columns()
        ).fetchone()
        if known is None:
            columns = (*key._columns(), document["scenario"], document["open_nanos"])
            cursor = self._connection.execute(
                "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*columns, until, document["digest"], document["events"]),
            )
            run = int(cursor.lastrowid or 0)
            self._fill("agents", "INSERT", run, tables)
            return run, began
        run, before = known
        if before != began:
            raise invalid(
                ArgumentError,
                "sqlite",
                self.path,
                f"a file in which nobody else goes on with the same run (it is at {before} ns, not at {began} ns)",
            )
        self._connection.execute(
            "UPDATE runs SET until_nanos = ?, digest = ?, events = ? WHERE run = ?",
            (until, document["digest"], document["events"], run),
        )
        return run, before

    def _fill(self, table: str, verb: str, run: int, tables: Path) -> int:
        with (tables / f"{table}.csv").open(newline="", encoding="utf-8") as lines:
            rows = csv.reader(lines)
            marks = ", ".join("?" * (len(next(rows)) + 1))
            filled = self._connection.executemany(
                f"{verb} INTO {table} VALUES ({marks})", ([run, *row] for row in rows)
            )
            return max(filled.rowcount, 0)

    def _make_candles(self, run: int, opened: int, before: int, period: str) -> int:
        """Makes the candles from the one on in which the run was before; its last trades may be yet to come."""
        step = PERIODS[period]
        after = opened + (before - opened - 1) // step * step
        values = {"run": run, "open": opened, "step": step, "after": after, "period": period}
        return self._connection.execute(CANDLES, values).rowcount
