"""`qtg features`: lists the market features that agents may request."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command and its actions to `subparsers`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "features",
        help="list the features of the market",
        description="Features are values computed from the market, such as indicators.",
        epilog="Start with: qtg features list",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add_command(
        actions,
        "list",
        _list,
        summary="list the features with their outputs and their parameters",
        examples=("qtg features list", "qtg features list --json"),
    )


def _list(arguments: argparse.Namespace, console: Console) -> int:
    from quant_trading_gym.markets.scenarios import features

    found = features()
    console.table(
        ("name", "outputs", "parameters"),
        [(f.name, ", ".join(f.outputs), ", ".join(p.name for p in f.parameters)) for f in found],
    )
    console.document({"features": [asdict(feature) for feature in found]})
    return 0
