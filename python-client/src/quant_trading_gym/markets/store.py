"""Simulations in an SQLite file: trades, bars, portfolios, and saved states for resumption."""

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
"""Lock timeout in seconds: several times the duration of adding a large run, because a timeout discards a finished
simulation."""

_OURS = "an SQLite file created by this package, or a new file"
_USABLE = f"a file on a disk with enough space, not locked for more than {LOCK_SECONDS:g} s"
_UNCHANGED = "a file without concurrent changes of the same run"


@dataclass(frozen=True)
class RunKey:
    """Identity of a run.

    Attributes:
        source: Name of a scenario in the catalogue, or `sha256:…` of a scenario file.
        seed: Seed, unsigned 64-bit.
        overrides: Overrides as canonical JSON.
    """

    source: str
    seed: int
    overrides: str

    @classmethod
    def of(cls, scenario: str | os.PathLike[str], seed: int, overrides: Mapping[str, object] | None) -> RunKey:
        """Returns the key of a run; a modified scenario file gives a different key."""
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
        digest: Digest of the run up to the save.
        state: State for resumption.
    """

    digest: str
    state: bytes


class Store:
    """An SQLite file with any number of runs.

    Trades are append-only. The time of a bar is its end, exclusive: a trade at the end belongs to the next bar.
    `docs/data.md` describes the tables.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Opens or creates the file.

        Raises:
            ArgumentError: The file has other content or cannot be opened.
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
        """Returns the last save of a run; None for a new run.

        Raises:
            ArgumentError: The file cannot be read.
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
        """Adds the output of a simulation in one transaction.

        Args:
            key: Key of the run.
            document: Result of the simulation.
            tables: Folder with the tables of agents, trades, portfolios and positions.
            state: State at the end of the simulation.
            resumed: Save from which the simulation resumed; None if it started at the open.

        Returns:
            Number of rows written to each table. Existing rows of bars and portfolios are replaced.

        Raises:
            ArgumentError: The file cannot be written, or another process has changed the run since this simulation
                started.
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
        """Creates the tables of a new file; check and creation share one transaction to exclude other processes."""
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
            if self._connection.in_transaction:  # SQLite rolls back by itself on some errors, such as a full disk
                self._connection.execute("ROLLBACK")
            raise

    def _enter_run(
        self, key: RunKey, document: Mapping[str, Any], tables: Path, resumed: Save | None
    ) -> tuple[int, int]:
        """Creates or updates the row of the run; returns its number and previous end time."""
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
        # The time alone is ambiguous: a run saved at the open has the start time of a new run.
        run, before, digest = known if known is not None else (0, began, "")
        if resumed is None or (before, digest) != (began, resumed.digest):
            now = "missing" if known is None else f"at {before} ns"
            mine = "as a new run" if resumed is None else f"from {began} ns"
            raise self._refusal(f"the run is {now}, and this simulation started {mine}", _UNCHANGED)
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
        """Recomputes the bars from the incomplete last bar of the previous save; returns the number of bars."""
        step = PERIODS[period]
        after = opened + (before - opened) // step * step
        values = {"run": run, "open": opened, "step": step, "after": after, "period": period}
        return self._connection.execute(BARS, values).rowcount
