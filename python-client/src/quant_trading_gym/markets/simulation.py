"""Plays a scenario's market without any policy, and keeps what comes of it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from quant_trading_gym.base.places import check_folder
from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.jvm import oneshot
from quant_trading_gym.markets.report import Tables, write_report
from quant_trading_gym.markets.run_folder import clear
from quant_trading_gym.markets.simulation_result import Simulation
from quant_trading_gym.markets.store import RunKey, Store

DEFAULT_LEVELS = 10
"""Of the book files."""


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
        out: folder for messages, books, trades, prices, bars and portfolios of what is played now. What an earlier
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
        message = f"the run cannot go on from where {store.path} has it: {problem}; another file can begin it anew"
        raise ArgumentError(message, field="sqlite", value=store.path, allowed=problem.allowed) from problem
    rows = store.append(key, document, tables, later.read_bytes(), resumed=save)
    return replace(Simulation.from_document(document), rows=rows)


def _reported(result: Simulation, folder: Path, levels: int | None) -> Simulation:
    """Adds metrics and a report to the folder."""
    tables = Tables(folder, result)
    write_report(tables)
    return replace(result, files=tuple(map(str, tables.files(levels or DEFAULT_LEVELS))))
