"""`qtg simulate`: simulates a scenario's market without a policy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, count, overrides, seed

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console
    from quant_trading_gym.markets.simulation_result import Simulation

_MINUTE = 60e9


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "simulate",
        run,
        summary="simulate a scenario's market without a policy, and print the digest of the run",
        examples=(
            "qtg simulate market-making --seed 7 --until 30m",
            "qtg simulate my_market.yaml --seed 7 --set session.processing_delay=1ms --out build/run7",
            "qtg simulate rmsc04 --seed 7 --until 2h --sqlite runs.db",
        ),
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument("--seed", type=seed, default=0, help="unsigned 64-bit seed (default 0)")
    parser.add_argument(
        "--until",
        metavar="TIME",
        help="simulated time after the open at which to stop, e.g. 90s, 30m, 2h (default: the close)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for data, metrics and an HTML report")
    parser.add_argument(
        "--sqlite",
        type=Path,
        metavar="FILE",
        help="SQLite file for the run; an existing run resumes from its last save",
    )
    parser.add_argument("--levels", type=count, metavar="N", help="price levels of the LOBSTER book files (default 10)")
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Runs the simulation."""
    from quant_trading_gym.markets.simulation import simulate

    result = simulate(
        arguments.scenario,
        seed=arguments.seed,
        until=arguments.until,
        overrides=overrides(arguments.settings),
        out=arguments.out,
        levels=arguments.levels,
        sqlite=arguments.sqlite,
        on_progress=console.progress,
    )
    _show(result, arguments, console)
    console.document(result.to_dict())
    return 0


def _show(result: Simulation, arguments: argparse.Namespace, console: Console) -> None:
    console.say(f"scenario  {arguments.scenario}, seed {arguments.seed}")
    if result.from_nanos > result.open_nanos:
        minutes = (result.from_nanos - result.open_nanos) / _MINUTE
        console.say(f"resumed   {minutes:g} min after the open")
    console.say(f"digest    {result.digest}")
    console.say(f"events    {result.events:,} ({result.events_per_second:,.0f} per second)")
    console.say(f"trades    {result.trades:,}")
    console.say(f"wall time {result.wall_seconds:.2f} s")
    if result.files is not None:
        console.say(f"written   {arguments.out} ({len(result.files)} files)")
        if not any(file.endswith("report.html") for file in result.files):
            console.note("report    not written: matplotlib is missing; install quant-trading-gym[plot]")
    if result.rows is not None:
        rows = ", ".join(f"{count:,} {table}" for table, count in result.rows.items())
        console.say(f"kept      {rows} in {arguments.sqlite} (added, or replaced)")
