"""`qtg replay` and `qtg replay-orders`: replays recorded orders through the order book of the simulation."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, count, existing_file

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds both commands to `subparsers`."""
    parser = add_command(
        subparsers,
        "replay",
        run,
        summary="replay LOBSTER messages through the order book and compare every level with the published book",
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
        help="required number of levels of the order book file (default: as in its first row)",
    )
    orders = add_command(
        subparsers,
        "replay-orders",
        run_orders,
        summary="replay a binary stream of orders through the order book and hash the trades",
        examples=("qtg replay-orders stream.bin.xz --json",),
    )
    orders.add_argument("stream", type=existing_file, metavar="STREAM", help="stream of orders, plain, .gz or .xz")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Replays the messages and compares the books."""
    from quant_trading_gym.markets.replay import replay_lobster

    result = replay_lobster(
        arguments.message, arguments.orderbook, levels=arguments.levels, on_progress=console.progress
    )
    console.say(f"rows              {result.rows:,}")
    console.say(f"full depth equal  {result.full_depth_match:.4%}")
    console.say(f"best levels equal {result.best_match:.4%}")
    console.say(f"sweeps reproduced {result.sweeps_reproduced:,} of {result.sweeps:,}")
    console.document(result.to_dict())
    return 0


def run_orders(arguments: argparse.Namespace, console: Console) -> int:
    """Replays the order stream."""
    from quant_trading_gym.markets.replay import replay_orders

    result = replay_orders(arguments.stream, on_progress=console.progress)
    console.say(f"messages    {result.messages:,} ({result.messages_per_second:,.0f} per second)")
    console.say(f"trades      {result.trades:,}, volume {result.volume:,}")
    console.say(f"trade hash  {result.trade_hash}")
    console.document(result.to_dict())
    return 0
