"""`qtg evaluate`: compares policies and baselines on the same seeds inside the simulation."""

from __future__ import annotations

import argparse
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, between, overrides, seed

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "evaluate",
        run,
        summary="compare policies and baselines on the same seeds inside the simulation",
        examples=(
            "qtg evaluate build/ppo/policy.onnx random do-nothing --scenario market-making --episodes 500",
            "qtg evaluate policy.onnx --scenario market-making --baselines --json",
            "qtg evaluate policy.onnx --scenario market-making --video episode.mp4",
        ),
    )
    parser.add_argument(
        "policies", nargs="+", metavar="POLICY", help="ONNX file, folder with a policy.onnx, or name of a baseline"
    )
    parser.add_argument("--scenario", required=True, metavar="NAME", help="name of a scenario, or path of a YAML file")
    parser.add_argument(
        "--episodes",
        type=between(2, 10_000_000),
        default=200,
        metavar="N",
        help="episodes of each policy (default 200)",
    )
    parser.add_argument(
        "--seed",
        type=seed,
        default=1_000_000,
        metavar="S",
        help="first seed (default 1000000: outside the training range)",
    )
    parser.add_argument("--baselines", action="store_true", help="add every baseline of the scenario")
    parser.add_argument(
        "--threads", type=between(1, 1024), metavar="N", help="threads of the simulation (default: all cores)"
    )
    parser.add_argument(
        "--video",
        type=Path,
        metavar="FILE",
        help="record the episode of the first policy on the first seed: .mp4 or .gif; needs the extra [render]",
    )
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Evaluates."""
    from quant_trading_gym.evaluation.comparison import evaluate
    from quant_trading_gym.evaluation.video import record_video
    from quant_trading_gym.evaluation.video_files import check_video_file

    if arguments.video is not None:
        check_video_file(arguments.video)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        result = evaluate(
            arguments.policies,
            scenario=arguments.scenario,
            episodes=arguments.episodes,
            seed=arguments.seed,
            baselines=arguments.baselines,
            overrides=overrides(arguments.settings),
            threads=arguments.threads,
            on_progress=console.progress,
        )
    for warning in told:
        console.note(f"warning: {warning.message}")
    last = result.seed + result.episodes - 1
    console.say(f"{arguments.scenario}, {result.episodes:,} episodes, seeds {result.seed} to {last}")
    console.say(str(result))
    if arguments.video is not None:
        record_video(
            arguments.video,
            arguments.policies[0],
            scenario=arguments.scenario,
            seed=arguments.seed,
            overrides=overrides(arguments.settings),
            on_progress=console.progress,
        )
        console.say(f"written   {arguments.video}")
    video = {} if arguments.video is None else {"video": str(arguments.video)}
    console.document(result.to_dict() | video)
    return 0
