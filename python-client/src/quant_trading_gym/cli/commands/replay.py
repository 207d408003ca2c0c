"""`qtg replay` and `qtg replay-orders`: feeds recorded orders through the order book of the simulation."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, count, existing_file

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds both commands."""
    parser = add_command(
        subparsers,
        "replay",
        run,
        summary="feed LOBSTER messages through the order book and compare every level with the exchange's own book",
        examples=(
            "qtg replay LOBSTER_SampleFile_AAPL_2012-06-21_30.zip",
            "qtg replay AMZN_message_5.csv.gz AMZN_orderbook_5.csv.gz --levels 5 --json",
        ),
    )
    parser.add_argument(
        "message", type=existing_file, metavar="MESSAGE", help="message file (.csv, .gz) or sample .zip"
    )
    parser.add_argument(
        "orderbook", type=existing_file, nargs="?", metavar="ORDERBOOK", help="order book file; not with a .zip"
    )
    parser.add_argument(
        "--levels",
        type=count,
        metavar="N",
        help="levels that the order book file must have (default: those of its first row)",
    )
    orders = add_command(
        subparsers,
        "replay-orders",
        run_orders,
        summary="feed a binary stream of orders through the order book and hash the trades",
        examples=("qtg replay-orders stream.bin.xz --json",),
    )
    orders.add_argument("stream", type=existing_file, metavar="STREAM", help="stream of orders, plain, .gz or .xz")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Compares the books."""
    from quant_trading_gym.jvm.oneshot import run_command

    files = [arguments.message] + ([arguments.orderbook] if arguments.orderbook is not None else [])
    command = ["replay", *map(str, files)]
    if arguments.levels is not None:
        command += ["--levels", str(arguments.levels)]
    document = run_command(*command, on_progress=console.progress)
    console.say(f"rows              {document['rows']:,}")
    console.say(f"full depth equal  {document['full_depth_match']:.4%}")
    console.say(f"best levels equal {document['best_match']:.4%}")
    console.say(f"sweeps reproduced {document['sweeps_reproduced']:,} of {document['sweeps']:,}")
    console.document(document)
    return 0


def run_orders(arguments: argparse.Namespace, console: Console) -> int:
    """Matches the stream."""
    from quant_trading_gym.jvm.oneshot import run_command

    document = run_command("replay-orders", str(arguments.stream), on_progress=console.progress)
    console.say(f"messages    {document['messages']:,} ({document['messages_per_second']:,.0f} a second)")
    console.say(f"trades      {document['trades']:,}, volume {document['volume']:,}")
    console.say(f"trade hash  {document['trade_hash']}")
    console.document(document)
    return 0
