"""`qtg simulate`: plays a scenario's market without any policy."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.commands.options import add_command, add_overrides, count, overrides, seed

if TYPE_CHECKING:
    from quant_trading_gym.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = add_command(
        subparsers,
        "simulate",
        run,
        summary="play a scenario's market without any policy, and identify the run by its digest",
        examples=(
            "qtg simulate market-making --seed 7 --until 30m",
            "qtg simulate my_market.yaml --seed 7 --set episode.duration=10m --out build/run7",
        ),
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument("--seed", type=seed, default=0, help="unsigned 64-bit seed (default 0)")
    parser.add_argument(
        "--until", metavar="TIME", help="simulated time to stop after, e.g. 90s, 30m, 2h (default: all)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="write messages, books, trades, candles and portfolios there"
    )
    parser.add_argument("--levels", type=count, metavar="N", help="levels of the LOBSTER book files (default 10)")
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Runs the simulation in the server's jar."""
    from quant_trading_gym.oneshot import run_command

    command = ["simulate", arguments.scenario, "--seed", str(arguments.seed)]
    if arguments.until is not None:
        command += ["--until", arguments.until]
    if arguments.settings:
        command += ["--overrides", json.dumps(overrides(arguments.settings))]
    if arguments.out is not None:
        command += ["--out", str(arguments.out)]
    if arguments.levels is not None:
        command += ["--levels", str(arguments.levels)]
    document = run_command(*command, on_progress=console.progress)
    _show(document, arguments, console)
    console.document(document)
    return 0


def _show(document: dict[str, Any], arguments: argparse.Namespace, console: Console) -> None:
    console.say(f"scenario  {arguments.scenario}, seed {arguments.seed}")
    console.say(f"digest    {document['digest']}")
    console.say(f"events    {document['events']:,} ({document['events_per_second']:,.0f} a second)")
    console.say(f"trades    {document['trades']:,}")
    console.say(f"wall time {document['wall_seconds']:.2f} s")
    if arguments.out is not None:
        console.say(f"written   {arguments.out}")
