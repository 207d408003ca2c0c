"""`qtg profits`: who earns in a scenario's market, and whether a change of the market makes a difference to it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, overrides, seed, sessions, setting

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console
    from quant_trading_gym.markets.pnl import AgentPnl


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
    headers = ["agent", "type", "number", "P&L of one", "95 % interval"]
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
    """Whole units of currency where that is precise enough."""
    return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
