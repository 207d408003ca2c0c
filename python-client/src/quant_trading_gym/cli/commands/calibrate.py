"""`qtg calibrate`: fits parameters of a scenario to target statistics."""

from __future__ import annotations

import argparse
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import (
    add_command,
    add_overrides,
    count,
    existing_file,
    overrides,
    seed,
    sessions,
)

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "calibrate",
        run,
        summary="fit parameters of a scenario so that its market reaches target statistics",
        examples=("qtg calibrate liquid-large-cap --targets targets.yaml --trials 100 --out calibrated.yaml",),
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument(
        "--targets",
        type=existing_file,
        required=True,
        metavar="FILE",
        help="YAML file with free parameters and targets",
    )
    parser.add_argument(
        "--trials", type=count, default=50, metavar="N", help="number of parameter sets to try (default 50)"
    )
    parser.add_argument(
        "--seeds", type=sessions(1), default=4, metavar="N", help="number of seeds for each trial (default 4)"
    )
    parser.add_argument("--seed", type=seed, default=0, help="first seed (default 0)")
    parser.add_argument(
        "--until", metavar="TIME", help="simulated time after the open at which to stop, e.g. 2h (default: the close)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="scenario file to write")
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Calibrates and writes the scenario."""
    from quant_trading_gym.calibration.plan import Plan
    from quant_trading_gym.calibration.search import calibrate
    from quant_trading_gym.markets import scenarios
    from quant_trading_gym.realism.assessment import number

    _check_writable(arguments.out)
    plan = Plan.read(arguments.targets)
    content = scenarios.describe(arguments.scenario, overrides=overrides(arguments.settings)).content
    found = calibrate(
        content,
        plan,
        trials=arguments.trials,
        seeds=arguments.seeds,
        seed=arguments.seed,
        until=arguments.until,
        on_progress=console.progress,
    )
    found.write(arguments.out)
    console.table(
        ("target", "expected", "reached", "loss", "held-out seeds"),
        [
            (target.name, _wanted(target.low, target.high), number(value), f"{target.loss(value):.3g}", number(other))
            for (target, value), (_, other) in zip(found.reached, found.unseen, strict=True)
        ],
    )
    console.table(("parameter", "value"), [(path, str(value)) for path, value in found.values.items()])
    console.say(f"loss {found.loss:.4g} after {found.trials} trials, {found.own_loss:.4g} before")
    console.say(f"loss {found.unseen_loss:.4g} on {arguments.seeds} held-out seeds")
    console.say(f"written {arguments.out}")
    console.document(found.to_dict())
    return 0


def _check_writable(path: Path) -> None:
    """Raises OSError before the search if the file cannot be written; does not change the file."""
    new = not os.path.lexists(path)
    with path.open("ab"):
        pass
    if new:
        path.unlink()


def _wanted(low: float, high: float) -> str:
    if low == high:
        return f"{low:g}"
    if math.isinf(low):
        return f"≤ {high:g}"
    return f"≥ {low:g}" if math.isinf(high) else f"{low:g} to {high:g}"
