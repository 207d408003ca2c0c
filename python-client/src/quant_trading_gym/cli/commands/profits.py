"""`qtg profits`: who earns in a scenario's market, and whether a change of the market makes a difference to it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, overrides, seed, sessions, setting

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = add_command(
        subparsers,
        "profits",
        run,
        summary="what each kind of agent earns in a scenario's market, over many seeds",
        examples=(
            "qtg profits liquid-large-cap --seeds 50",
            "qtg profits market-making --seeds 50 --until 2h --against fees.taker_per_lot=0.01",
        ),
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument("--seeds", type=sessions(2), default=50, metavar="N", help="how many sessions (default 50)")
    parser.add_argument("--seed", type=seed, default=0, help="seed of the first (default 0)")
    parser.add_argument("--until", metavar="TIME", help="simulated time to stop after, e.g. 2h (default: all)")
    add_overrides(parser)
    parser.add_argument(
        "--against",
        metavar="KEY=VALUE",
        action="append",
        type=setting,
        default=[],
        help="compare with the same seeds where this value is different (may be repeated)",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Plays the sessions and prints who earned what."""
    from quant_trading_gym.jvm.oneshot import run_command

    command = ["profits", arguments.scenario, "--seeds", str(arguments.seeds), "--seed", str(arguments.seed)]
    if arguments.until is not None:
        command += ["--until", arguments.until]
    if arguments.settings:
        command += ["--overrides", json.dumps(overrides(arguments.settings))]
    if arguments.against:
        command += ["--against", json.dumps(overrides([*arguments.settings, *arguments.against]))]
    document = run_command(*command, on_progress=console.progress)
    headers = ["agent", "type", "number", "P&L of one", "95 % interval"]
    if arguments.against:
        headers += ["against", "difference", "95 % interval"]
    console.table(headers, [_cells(row, width=len(headers)) for row in document["agents"]])
    console.say(f"mean over {document['seeds']} sessions, positions at mid; t-intervals over sessions")
    console.document(document)
    return 0


def _cells(row: dict[str, Any], *, width: int) -> list[str]:
    cells = [row["agent"], row["type"], f"{row['count']:,}", _money(row["pnl_mean"]), _interval(row["ci95"])]
    if "difference_mean" in row:
        cells += [_money(row["against_mean"]), _money(row["difference_mean"]), _interval(row["difference_ci95"])]
    return cells + [""] * (width - len(cells))


def _interval(bounds: Sequence[float]) -> str:
    return f"[{_money(bounds[0])}, {_money(bounds[1])}]"


def _money(value: float) -> str:
    """Whole units of currency where that is precise enough."""
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
