"""Plays a scenario's market without any policy, and keeps what comes of it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from quant_trading_gym import oneshot
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.oneshot import ProgressListener
from quant_trading_gym.places import check_folder
from quant_trading_gym.run_folder import clear
from quant_trading_gym.store import RunKey, Store

DEFAULT_LEVELS = 10
"""Of the book files."""


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What came of a simulation.

    Attributes:
        scenario: its name.
        seed: that it was played with.
        digest: of all book events; equal on every machine for the same scenario, seed and end.
        events: wake-ups, news and order messages, from the seed on.
        order_events: order messages among them.
        trades: from the seed on.
        participants: number of agents.
        open_nanos: beginning of the session, in nanoseconds since midnight.
        close_nanos: its end.
        from_nanos: where this run began: at the open, or where an earlier one was saved.
        until_nanos: where it ended.
        wall_seconds: that it took.
        events_per_second: of those that were played now.
        rows: written to each table of the SQLite file; None without one.
        files: paths of what was written to the folder, in the order of their names; None without one.
    """

    scenario: str
    seed: int
    digest: str
    events: int
    order_events: int
    trades: int
    participants: int
    open_nanos: int
    close_nanos: int
    from_nanos: int
    until_nanos: int
    wall_seconds: float
    events_per_second: float
    rows: Mapping[str, int] | None = None
    files: tuple[str, ...] | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Simulation:
        """Reads what the jar printed."""
        return cls(**{field.name: document[field.name] for field in fields(cls) if field.default is MISSING})

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def simulate(
    scenario: str | os.PathLike[str],
    *,
    seed: int = 0,
    until: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    out: str | os.PathLike[str] | None = None,
    levels: int | None = None,
    sqlite: str | os.PathLike[str] | None = None,
    on_progress: ProgressListener | None = None,
) -> Simulation:
    """Plays the market of a scenario. What is written down changes nothing in it.

    Args:
        scenario: name in the catalogue, or path of a YAML file.
        seed: of the market, unsigned 64-bit.
        until: simulated time after the open to stop at, such as "30m"; by default the close.
        overrides: values that take precedence over the scenario's.
        out: folder for messages, books, trades, prices, candles and portfolios of what is played now. What an earlier
            simulation left there is replaced when this one is complete.
        levels: of the book files there; 10 by default.
        sqlite: file with any number of runs, to which this one is added. If it is there already, it goes on from where
            it was last saved.
        on_progress: hears a fraction in [0, 1] and a text.

    Raises:
        ScenarioError: the scenario is unknown or not valid.
        ArgumentError: another argument is wrong; `until` lies before the end of the run in the SQLite file.
    """
    command = ["simulate", os.fspath(scenario), "--seed", str(seed)]
    if until is not None:
        command += ["--until", until]
    if overrides:
        command += ["--overrides", json.dumps(overrides)]
    if levels is not None:
        command += ["--levels", str(levels)]

    def play(*more: str) -> Simulation:
        if sqlite is None:
            return Simulation.from_document(oneshot.run_command(*command, *more, on_progress=on_progress))
        with Store(sqlite) as store, tempfile.TemporaryDirectory(prefix="qtg-simulate-") as directory:
            key = RunKey.of(scenario, seed, overrides)
            return _continue(store, key, [*command, *more], Path(directory), on_progress)

    if out is None:
        return play()
    folder = Path(out)
    check_folder("out", folder)
    with _aside(folder) as unfinished:
        result = play("--out", str(unfinished))
        clear(folder)
        for path in sorted(unfinished.iterdir()):
            path.replace(folder / path.name)
    return _reported(result, folder, levels)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A place within the folder for files that are not yet whole: what fails or is interrupted leaves nothing."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
            yield Path(unfinished)
    except BaseException:
        if is_new:
            folder.rmdir()
        raise


def _continue(
    store: Store, key: RunKey, command: list[str], directory: Path, on_progress: ProgressListener | None
) -> Simulation:
    """Plays from the last save on, or from the open, and adds it to the store."""
    tables, earlier, later = directory / "tables", directory / "earlier", directory / "later"
    save = store.last_save(key)
    if save is not None:
        earlier.write_bytes(save.state)
        command = [*command, "--resume", str(earlier)]
    command = [*command, "--tables", str(tables), "--save", str(later)]
    try:
        document = oneshot.run_command(*command, on_progress=on_progress)
    except ArgumentError as problem:
        if not problem.field.startswith("snapshot"):
            raise
        message = f'sqlite: got "{store.path}" ({problem}), expected a run that can be resumed, or another file'
        raise ArgumentError(message, field="sqlite", value=store.path, allowed=problem.allowed) from problem
    rows = store.append(key, document, tables, later.read_bytes(), resumed=save)
    return replace(Simulation.from_document(document), rows=rows)


def _reported(result: Simulation, folder: Path, levels: int | None) -> Simulation:
    """Adds metrics and a report to the folder."""
    from quant_trading_gym.market_report import Tables, write_report

    tables = Tables(folder, result)
    write_report(tables)
    return replace(result, files=tuple(map(str, tables.files(levels or DEFAULT_LEVELS))))
