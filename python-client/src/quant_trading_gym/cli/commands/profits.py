"""`qtg profits`: P&L of each kind of agent in a scenario's market, optionally compared with a variant."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, overrides, seed, sessions, setting

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console
    from quant_trading_gym.markets.pnl import AgentPnl


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "profits",
        run,
        summary="measure the P&L of each kind of agent in a scenario's market over many seeds",
        examples=(
            "qtg profits liquid-large-cap --seeds 50",
            "qtg profits market-making --seeds 50 --until 2h --against fees.taker_per_lot=0.01",
        ),
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument("--seeds", type=sessions(2), default=50, metavar="N", help="number of seeds (default 50)")
    parser.add_argument("--seed", type=seed, default=0, help="first seed (default 0)")
    parser.add_argument(
        "--until", metavar="TIME", help="simulated time after the open at which to stop, e.g. 2h (default: the close)"
    )
    add_overrides(parser)
    parser.add_argument(
        "--against",
        metavar="KEY=VALUE",
        action="append",
        type=setting,
        default=[],
        help="compare with a variant with this value on the same seeds (may be repeated)",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Runs the simulations and prints the P&L."""
    from quant_trading_gym.markets.pnl import measure_pnl

    variant = overrides([*arguments.settings, *arguments.against]) if arguments.against else None
    report = measure_pnl(
        arguments.scenario,
        seeds=arguments.seeds,
        seed=arguments.seed,
        until=arguments.until,
        overrides=overrides(arguments.settings),
        against=variant,
        on_progress=console.progress,
    )
    headers = ["agent", "type", "number", "P&L per agent", "95 % interval"]
    if variant is not None:
        headers += ["against", "difference", "95 % interval"]
    console.table(headers, [_cells(agent, width=len(headers)) for agent in report.agents])
    console.say(f"mean over {report.seeds} sessions, positions at mid; t-intervals over sessions")
    console.document(report.to_dict())
    return 0


def _cells(agent: AgentPnl, *, width: int) -> list[str]:
    cells = [agent.agent, agent.type, f"{agent.count:,}", _money(agent.pnl.mean), _interval(agent.pnl.ci95)]
    if agent.against is not None and agent.difference is not None:
        cells += [_money(agent.against.mean), _money(agent.difference.mean), _interval(agent.difference.ci95)]
    return cells + [""] * (width - len(cells))


def _interval(bounds: Sequence[float]) -> str:
    return f"[{_money(bounds[0])}, {_money(bounds[1])}]"


def _money(value: float) -> str:
    """Formats an amount; large amounts have no decimals."""
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
