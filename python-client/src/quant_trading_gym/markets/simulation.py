"""Simulates a scenario's market without a policy and stores the output."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.places import check_folder
from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.base.scratch import move_all, scratch_folder, unfinished_folder
from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.markets.report import Tables, write_report
from quant_trading_gym.markets.run_folder import clear
from quant_trading_gym.markets.simulation_result import Simulation
from quant_trading_gym.markets.store import RunKey, Store
from quant_trading_gym.spec.origin import Origin
from quant_trading_gym.spec.seeds import check_seed
from quant_trading_gym.transport import simulations
from quant_trading_gym.transport.connection import Tls

DEFAULT_LEVELS, MAX_LEVELS = 10, 1000
"""Default number of price levels of the book files."""

_Play = Callable[..., tuple[dict[str, Any], bytes]]
_Played = tuple[dict[str, Any], Mapping[str, int] | None]
"""Result of the server, and the number of rows written to the SQLite file."""


def simulate(
    scenario: str | os.PathLike[str],
    *,
    seed: int = 0,
    until: str | None = None,
    overrides: Mapping[str, object] | None = None,
    out: str | os.PathLike[str] | None = None,
    levels: int | None = None,
    sqlite: str | os.PathLike[str] | None = None,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> Simulation:
    """Simulates the market of a scenario. The output options do not change the simulation.

    Args:
        scenario: Name in the catalogue, or path of a YAML file.
        seed: Seed of the market, unsigned 64-bit.
        until: Simulated time after the open at which the simulation stops, such as "30m"; None uses the close.
        overrides: Values that take precedence over those of the scenario.
        out: Folder for messages, books, trades, prices, bars and portfolios of the newly simulated time. The output of
            an earlier simulation in this folder is replaced when the new simulation is complete.
        levels: Number of price levels of the book files; None uses 10.
        sqlite: SQLite file for any number of runs; this run is added. A run that is already in the file resumes from
            its last save.
        on_progress: Callback with a fraction in [0, 1] and a text.
        address: `host:port` of a remote server; None uses the embedded server.
        token: Access token of the remote server.
        tls: TLS setting for the remote server; see `TradingEnv`.

    Raises:
        ScenarioError: The scenario is unknown or not valid.
        ArgumentError: Another argument is not valid, or `until` is before the end of the run in the SQLite file.
    """
    check_seed(seed)
    if levels is not None:
        check_count("levels", levels, high=MAX_LEVELS)
    if out is not None:
        check_folder("out", Path(out))
    connection = connect(address=address, token=token, tls=tls)
    source = connection.scenario_source(scenario, overrides)
    play = partial(
        simulations.simulate,
        connection,
        source,
        seed=seed,
        until=until or "",
        levels=levels or 0,
        on_progress=on_progress,
    )
    key = RunKey.of(scenario, seed, overrides)
    read = partial(_read, overrides=overrides, policies=connection.policy_hashes(source), build=connection.build)
    if out is None:
        return read(*_played(play, key, sqlite, None))
    folder = Path(out)
    with unfinished_folder(folder) as unfinished:
        result = read(*_played(play, key, sqlite, unfinished))
        clear(folder)
        move_all(unfinished, folder)
    return _reported(result, folder, levels)


def _read(
    document: Mapping[str, Any],
    rows: Mapping[str, int] | None,
    *,
    overrides: Mapping[str, object] | None,
    policies: Mapping[str, str],
    build: str,
) -> Simulation:
    """Reads the result of the server, with its origin."""
    origin = Origin(
        scenario_json=document["scenario_json"],
        scenario_hash=document["scenario_hash"],
        overrides=dict(overrides or {}),
        seeds=(document["seed"], document["seed"]),
        policies=policies,
        build=build,
    )
    return replace(Simulation.from_document(document, origin), rows=rows)


def _played(play: _Play, key: RunKey, sqlite: str | os.PathLike[str] | None, folder: Path | None) -> _Played:
    """Runs the simulation; writes the files to the folder and adds the run to the SQLite file, if given."""
    if sqlite is not None:
        with Store(sqlite) as store, scratch_folder("qtg-simulate-") as tables:
            if folder is None:
                return _continue(store, key, partial(play, files="tables"), tables)
            return _continue(store, key, partial(play, files="all"), folder)
    document, _ = play() if folder is None else play(files="all", folder=folder)
    return document, None


def _continue(store: Store, key: RunKey, play: _Play, folder: Path) -> _Played:
    """Simulates from the last save or from the open, and adds the run with its tables to the store."""
    save = store.last_save(key)
    try:
        document, state = play(folder=folder, saved_state=b"" if save is None else save.state, save_state=True)
    except ArgumentError as problem:
        if not problem.field.startswith("snapshot"):
            raise
        message = f'sqlite: got "{store.path}" ({problem}), expected a run that can be resumed, or another file'
        raise ArgumentError(message, field="sqlite", value=store.path, allowed=problem.allowed) from problem
    return document, store.append(key, document, folder, state, resumed=save)


def _reported(result: Simulation, folder: Path, levels: int | None) -> Simulation:
    """Writes metrics and a report to the folder."""
    tables = Tables(folder, result)
    write_report(tables)
    return replace(result, files=tuple(map(str, tables.files(levels or DEFAULT_LEVELS))))
