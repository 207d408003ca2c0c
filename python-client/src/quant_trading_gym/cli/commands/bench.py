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
    from quant_trading_gym.cli.machine import describe_machine
    from quant_trading_gym.cli.ratios import run_ratios

    machine = describe_machine()
    cases = run_bench(arguments.scenario, quick=arguments.quick, only=arguments.only, on_progress=console.progress)
    headers = (
        *("case", "steps/s", "events/s", "orders/s", "fastest", "bytes/event"),
        *("µs per call", "median, µs", "overhead, µs", "heap, MiB"),
    )
    console.table(headers, [case.cells() for case in cases])
    document = {"machine": machine, "cases": [case.to_dict() for case in cases]}
    if arguments.only is None:
        ratios = run_ratios(arguments.scenario, quick=arguments.quick, on_progress=console.progress)
        console.table(("ratio", "median", "lowest to highest", "aim"), [ratio.cells() for ratio in ratios])
        document["ratios"] = [ratio.to_dict() for ratio in ratios]
    console.say(f"{machine['processor']}, {machine['cpus']} processors, load average {machine['load']} at the start")
    console.document(document)
    return 0
