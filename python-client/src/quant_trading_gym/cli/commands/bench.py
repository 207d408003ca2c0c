"""`qtg bench`: measures the speed on this machine."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "bench",
        run,
        summary="measure the speed of the simulation, alone and from Python",
        examples=("qtg bench --quick", "qtg bench --json > bench.json"),
    )
    parser.add_argument("--quick", action="store_true", help="shorten the measurement")
    parser.add_argument(
        "--scenario",
        default="market-making",
        metavar="NAME",
        help="scenario of vector and Python environments (default market-making)",
    )
    parser.add_argument("--only", metavar="TEXT", help="measure only the JVM cases with this text in their names")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Measures."""
    from quant_trading_gym.cli.benchmark import run_bench

    cases = run_bench(arguments.scenario, quick=arguments.quick, only=arguments.only, on_progress=console.progress)
    headers = (
        *("case", "steps/s", "events/s", "orders/s", "bytes/event"),
        *("µs per call", "median, µs", "overhead, µs", "heap, MiB"),
    )
    console.table(headers, [case.cells() for case in cases])
    console.document({"cases": [case.to_dict() for case in cases]})
    return 0
