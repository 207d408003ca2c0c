"""`qtg realism`: compares the stylised facts of a scenario's market with real markets."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, existing_file, overrides, seed, sessions

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "realism",
        run,
        summary="test the stylised facts of real markets on a scenario's market",
        examples=(
            "qtg realism liquid-large-cap --seeds 20 --out build/realism",
            "qtg realism rmsc04 --seeds 20 --lobster AAPL_message_10.csv AAPL_orderbook_10.csv --json",
        ),
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument("--seeds", type=sessions(1), default=20, metavar="N", help="number of seeds (default 20)")
    parser.add_argument("--seed", type=seed, default=0, help="first seed (default 0)")
    parser.add_argument(
        "--until", metavar="TIME", help="simulated time after the open at which to stop, e.g. 2h (default: the close)"
    )
    parser.add_argument(
        "--lobster",
        nargs="+",
        action="append",
        type=existing_file,
        default=[],
        metavar="FILE",
        help="message and order book file, or one sample .zip, for comparison (may be repeated)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for realism.html and realism.json")
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Runs the simulations and computes the facts."""
    from quant_trading_gym.base.places import check_folder
    from quant_trading_gym.base.scratch import write_whole
    from quant_trading_gym.base.text import to_json
    from quant_trading_gym.errors import ArgumentError, invalid
    from quant_trading_gym.realism import assess, read_lobster

    if any(len(files) > 2 for files in arguments.lobster):
        given = [str(path) for path in max(arguments.lobster, key=len)]
        raise invalid(ArgumentError, "lobster", given, "a message file and an order book file, or one .zip")
    if arguments.out is not None:
        from quant_trading_gym.realism.realism_page import write_page

        check_folder("out", arguments.out)
    report = assess(
        arguments.scenario,
        seeds=arguments.seeds,
        seed=arguments.seed,
        until=arguments.until,
        overrides=overrides(arguments.settings),
        real=[read_lobster(*files) for files in arguments.lobster],
        on_progress=console.progress,
    )
    console.table(report.headers(), report.rows())
    console.say(f"{report.passed} of {report.numeric} facts inside their bands")
    if arguments.out is not None:
        arguments.out.mkdir(parents=True, exist_ok=True)
        write_page(report, arguments.out / "realism.html")
        write_whole(arguments.out / "realism.json", to_json(report.to_dict(), indent=1) + "\n")
        console.say(f"written {arguments.out / 'realism.html'}")
    console.document(report.to_dict())
    return 0
