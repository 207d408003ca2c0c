"""`qtg train`: trains a policy for a scenario."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.cli.commands.options import add_command, add_overrides, between, count, overrides, seed, setting

if TYPE_CHECKING:
    from quant_trading_gym.cli.console import Console


def add_parser(subparsers: Any) -> None:
    """Adds the command to `subparsers`."""
    parser = add_command(
        subparsers,
        "train",
        run,
        summary="train a policy on a scenario with stable-baselines3, and export it to ONNX",
        examples=(
            "qtg train ppo market-making --out build/ppo",
            "qtg train dqn order-execution --timesteps 200000 --n-envs 32 --seed 1 --out build/dqn",
            "qtg train ppo market-making --seeds 5 --out build/five",
            "qtg train ppo market-making --out build/fast --hyperparameter gamma=0.99 --set episode.duration=10m",
        ),
    )
    parser.add_argument(
        "algorithm",
        metavar="ALGO",
        type=str.lower,
        help="ppo, a2c, dqn, qr-dqn, trpo, ars, sac, td3, ddpg, recurrent-ppo or maskable-ppo",
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name of a scenario, or path of a YAML file")
    parser.add_argument("--timesteps", type=count, metavar="N", help="environment steps (default: tuned value)")
    parser.add_argument("--n-envs", type=count, metavar="N", help="number of environments (default: tuned value)")
    parser.add_argument("--seed", type=seed, default=0, metavar="S", help="unsigned 64-bit seed (default 0)")
    parser.add_argument(
        "--seeds",
        type=between(1, 1000),
        default=1,
        metavar="N",
        help="train N times, evaluate the policies on unseen seeds, and report the interquartile mean with its "
        "bootstrap interval (default 1)",
    )
    parser.add_argument(
        "--episodes",
        type=between(2, 10_000_000),
        default=200,
        metavar="N",
        help="with --seeds: episodes of each policy's evaluation (default 200)",
    )
    parser.add_argument(
        "--device",
        choices=("cpu", "cuda", "auto"),
        default="cpu",
        help="device of the update; auto is cuda where torch finds it (default cpu)",
    )
    parser.add_argument(
        "--evaluations",
        type=between(0, 1000),
        default=10,
        metavar="N",
        help="evaluations during the training, each with a checkpoint; the best policy is kept (default 10)",
    )
    parser.add_argument(
        "--evaluation-episodes",
        type=between(1, 10_000),
        default=20,
        metavar="N",
        help="episodes of each evaluation during the training (default 20)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for the files (default build/ALGO-SCENARIO)")
    parser.add_argument(
        "--hyperparameter",
        dest="parameters",
        metavar="KEY=VALUE",
        action="append",
        type=setting,
        default=[],
        help="change a hyperparameter (may be repeated)",
    )
    add_overrides(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Trains the policy and prints the paths of the files."""
    from quant_trading_gym.training.trainer import train

    out = arguments.out or Path("build") / f"{arguments.algorithm}-{Path(arguments.scenario).stem}"
    options = {
        "out": out,
        "timesteps": arguments.timesteps,
        "n_envs": arguments.n_envs,
        "seed": arguments.seed,
        "device": arguments.device,
        "overrides": overrides(arguments.settings),
        "parameters": overrides(arguments.parameters),
        "evaluations": arguments.evaluations,
        "evaluation_episodes": arguments.evaluation_episodes,
        "on_progress": console.progress,
    }
    if arguments.seeds > 1:
        return _run_seeds(arguments, out, options, console)
    result = train(arguments.algorithm, arguments.scenario, **options)
    speed = f"{result.timesteps:,} steps in {result.wall_seconds:.1f} s ({result.steps_per_second:,.0f} per second)"
    console.say(f"trained  {result.algorithm} on {result.scenario}: {speed}")
    console.say(f"steps    {result.collection}")
    console.say(f"return   {result.mean_return:,.3f}, mean of the last episodes of the training")
    console.say("seeds    1: one training says little about an algorithm; --seeds 5 trains five and compares them")
    if result.evaluations:
        kept = f"{result.kept_timesteps:,} steps, the best of {len(result.evaluations)} evaluations"
        console.say(f"kept     the policy after {kept}")
    console.say(f"model    {result.model_path}")
    console.say(f"onnx     {result.export.onnx}")
    console.document(result.to_dict())
    return 0


def _run_seeds(arguments: argparse.Namespace, out: Path, options: dict[str, Any], console: Console) -> int:
    """Trains with several seeds and prints their table."""
    from quant_trading_gym.evaluation.seeds import SEEDS_FILE, train_seeds

    result = train_seeds(
        arguments.algorithm, arguments.scenario, seeds=arguments.seeds, episodes=arguments.episodes, **options
    )
    evaluation = result.evaluation
    last = evaluation.seed + evaluation.episodes - 1
    console.say(str(result))
    console.say(f"evaluated on {evaluation.episodes:,} episodes, seeds {evaluation.seed} to {last}")
    console.say(f"written   {out / SEEDS_FILE}")
    console.document(result.to_dict())
    return 0
