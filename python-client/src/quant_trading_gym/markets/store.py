"""Simulations in an SQLite file: trades, bars, portfolios, and saved simulations to go on from."""

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

from quant_trading_gym.errors import ArgumentError, Error, invalid
from quant_trading_gym.markets.store_schema import APPLICATION, BARS, PERIODS, SCHEMA

LOCK_SECONDS = 60.0
"""How long to wait for whoever else writes to the file: several times what a large run takes to be added, because what
is lost by giving up is a finished simulation."""

_OURS = "an SQLite file that this package made, or a new one"
_USABLE = f"a file with room for the run, which nobody keeps locked for {LOCK_SECONDS:g} s"
_UNCHANGED = "a file in which nobody else goes on with the same run"


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
    def of(cls, scenario: str | os.PathLike[str], seed: int, overrides: Mapping[str, object] | None) -> RunKey:
        """The key of a scenario's run; a file that was changed is another scenario."""
        path = Path(scenario)
        source = os.fspath(scenario)
        if path.is_file():
            source = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        return cls(source, seed, json.dumps(overrides or {}, sort_keys=True))

    def _columns(self) -> tuple[str, str, str]:
        return self.source, str(self.seed), self.overrides


@dataclass(frozen=True)
class Save:
    """A saved simulation.

    Attributes:
        digest: of the run until then.
        state: to go on from.
    """

    digest: str
    state: bytes


class Store:
    """An SQLite file with any number of runs.

    Trades are only ever added. Bars are stamped by their end, and a trade at that very moment is in the next one. Its
    tables are documented in `docs/data.md`.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Opens the file, or makes it.

        Raises:
            ArgumentError: it is something else, or cannot be opened.
        """
        self.path = os.fspath(path)
        try:
            self._connection = sqlite3.connect(self.path, timeout=LOCK_SECONDS, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise
        except sqlite3.Error as problem:
            raise self._refusal(str(problem), _OURS) from problem

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

    def last_save(self, key: RunKey) -> Save | None:
        """The run when it was last saved; None where it is new.

        Raises:
            ArgumentError: the file cannot be read.
        """
        query = (
            "SELECT saves.digest, state FROM saves JOIN runs USING (run)"
            " WHERE source = ? AND seed = ? AND overrides = ? ORDER BY time_nanos DESC LIMIT 1"
        )
        try:
            row = self._connection.execute(query, key._columns()).fetchone()
        except sqlite3.Error as problem:
            raise self._refusal(str(problem), _USABLE) from problem
        return None if row is None else Save(row[0], bytes(row[1]))

    def append(
        self, key: RunKey, document: Mapping[str, Any], tables: Path, state: bytes, *, resumed: Save | None
    ) -> dict[str, int]:
        """Adds what a simulation wrote, all of it or nothing.

        Args:
            key: of the run.
            document: the result of the simulation.
            tables: folder with its agents, trades, portfolios and positions.
            state: the simulation as it was saved at the end.
            resumed: what the simulation went on from; None where it began at the open.

        Returns:
            How many rows were written to each table; those of a bar or a portfolio that was there are replaced.

        Raises:
            ArgumentError: the run is not where this simulation began, because somebody else went on with it; or the
                file cannot be written.
        """
        try:
            return self._append(key, document, tables, state, resumed)
        except sqlite3.Error as problem:
            raise self._refusal(str(problem), _USABLE) from problem

    def _append(
        self, key: RunKey, document: Mapping[str, Any], tables: Path, state: bytes, resumed: Save | None
    ) -> dict[str, int]:
        with self._transaction():
            run, before = self._enter_run(key, document, tables, resumed)
            opened = int(document["open_nanos"])
            rows = {
                "trades": self._fill("trades", "INSERT", run, tables),
                "portfolios": self._fill("portfolios", "INSERT OR REPLACE", run, tables),
                "positions": self._fill("positions", "INSERT OR REPLACE", run, tables),
                "bars": sum(self._make_bars(run, opened, before, period) for period in PERIODS),
            }
            save = (run, document["until_nanos"], document["digest"], state)
            self._connection.execute("INSERT OR REPLACE INTO saves VALUES (?, ?, ?, ?)", save)
        return rows

    def _prepare(self) -> None:
        """Makes the tables of a new file; in one transaction with the look at it, as another may be making them."""
        with self._transaction():
            [application] = self._connection.execute("PRAGMA application_id").fetchone()
            [tables] = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if application not in (0, APPLICATION) or (application == 0 and tables):
                raise self._refusal("other content", _OURS)
            if application == 0:
                for statement in SCHEMA:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA application_id = {APPLICATION}")

    def _refusal(self, reason: str, allowed: str) -> Error:
        return invalid(ArgumentError, "sqlite", self.path, allowed, reason=reason)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite ends it itself where the disk is full, among others
                self._connection.execute("ROLLBACK")
            raise

    def _enter_run(
        self, key: RunKey, document: Mapping[str, Any], tables: Path, resumed: Save | None
    ) -> tuple[int, int]:
        """Makes or updates the row of the run; returns its number and how far it was."""
        began, until = int(document["from_nanos"]), int(document["until_nanos"])
        known = self._connection.execute(
            "SELECT run, until_nanos, digest FROM runs WHERE source = ? AND seed = ? AND overrides = ?", key._columns()
        ).fetchone()
        if known is None and resumed is None:
            columns = (*key._columns(), document["scenario"], document["open_nanos"])
            cursor = self._connection.execute(
                "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*columns, until, document["digest"], document["events"]),
            )
            run = int(cursor.lastrowid or 0)
            self._fill("agents", "INSERT", run, tables)
            return run, began
        # The time alone says too little: a run that was saved at the open is where a new one begins.
        run, before, digest = known if known is not None else (0, began, "")
        if resumed is None or (before, digest) != (began, resumed.digest):
            now = "not there" if known is None else f"at {before} ns"
            mine = "as a new one" if resumed is None else f"from {began} ns"
            raise self._refusal(f"the run is {now}, and this simulation began {mine}", _UNCHANGED)
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

    def _make_bars(self, run: int, opened: int, before: int, period: str) -> int:
        """Makes the bars from the one on in which the run was before; its last trades may be yet to come."""
        step = PERIODS[period]
        after = opened + (before - opened) // step * step
        values = {"run": run, "open": opened, "step": step, "after": after, "period": period}
        return self._connection.execute(BARS, values).rowcount
