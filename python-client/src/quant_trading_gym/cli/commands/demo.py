"""`qtg demo`: training, export, parity check and evaluation in one command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, count, seed

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "demo",
        run,
        summary="train a PPO and a DQN policy, and compare them with the baselines inside the simulation",
        examples=(
            "qtg demo",
            "qtg demo --scenario order-execution --out build/execution",
            "qtg demo --scale 0.05 --json",
        ),
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build/demo"),
        metavar="DIR",
        help="output folder (default build/demo)",
    )
    parser.add_argument("--scenario", default="market-making", metavar="NAME", help="scenario (default market-making)")
    parser.add_argument("--seed", type=seed, default=0, metavar="S", help="seed of the training (default 0)")
    parser.add_argument(
        "--scale", type=_scale, default=1.0, metavar="X", help="factor of the training length (default 1)"
    )
    parser.add_argument(
        "--episodes", type=count, default=400, metavar="N", help="number of evaluation episodes (default 400)"
    )
    parser.add_argument(
        "--models",
        type=Path,
        metavar="DIR",
        help="also copy both policies with their cards to DIR/SCENARIO/NAME, such as models/market-making/ppo",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Runs the demonstration; fails if a policy inside the simulation differs from the trained policy."""
    from quant_trading_gym.cli.demonstration import DemoOptions, run_demo

    options = DemoOptions(
        out=arguments.out,
        scenario=arguments.scenario,
        seed=arguments.seed,
        scale=arguments.scale,
        episodes=arguments.episodes,
        models=arguments.models,
    )
    policies, document = run_demo(options, console)
    console.document(document)
    return 0 if all(policy.parity.holds for policy in policies) else 1


def _scale(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.0 < value <= 1000.0:
        raise argparse.ArgumentTypeError(f'got "{text}", expected a number above 0, at most 1000')
    return value
