#!/usr/bin/env python3
"""Trains the same policy with an old build and with the present one, in alternating order, and compares wall times.

Each build trains `qtg train ppo market-making` with its own default hyperparameters and evaluates the policy on unseen
seeds. The old build is built from a commit in build/old. The present build is the installed package of this Python.
Run: .venv/bin/python scripts/compare_training.py [--seeds 5] [--json]; needs a JDK and Maven. Exits with 1 if the
present build takes a larger share of the old wall time than `--at-most`, or returns less than `--return-at-least`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from compare_builds import JAR, OLD, OLD_COMMIT, ROOT, build_old, java, present_commit, say

from quant_trading_gym.cli.machine import processor

EPISODES = 400
EVALUATION_SEED = 1_000_000


@dataclass(frozen=True)
class Training:
    """One training: wall time of `qtg train` in seconds, start and export included, and mean return on unseen seeds."""

    build: str
    seed: int
    wall_seconds: float
    mean_return: float


def main() -> int:
    """Trains with both builds and prints the table; returns the exit code."""
    arguments = parse()
    client = old_client(arguments.commit)
    trainings: list[Training] = []
    for seed in range(arguments.seeds):
        builds = [("old", client), ("new", None)]
        for build, source in builds if seed % 2 == 0 else builds[::-1]:
            say(f"seed {seed}: {build}")
            trainings.append(measure(build, source, seed, arguments.train))
            say(f"seed {seed}: {build}: {trainings[-1].wall_seconds:.1f} s, return {trainings[-1].mean_return:.2f}")
    result = summary(trainings, arguments.at_most, arguments.return_at_least)
    origin = {"old": arguments.commit, "new": present_commit(), "processor": processor(), "processors": os.cpu_count()}
    if arguments.json:
        print(json.dumps({**origin, **result, "trainings": [asdict(row) for row in trainings]}, indent=2))
    else:
        print(table(trainings))
        print(f"\n{result['share']:.2f} of the old wall time (median of {arguments.seeds} seeds); {origin}")
    return 0 if result["holds"] else 1


def parse() -> argparse.Namespace:
    """Parses the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commit", default=OLD_COMMIT, help=f"commit of the old build (default {OLD_COMMIT})")
    parser.add_argument("--seeds", type=int, default=5, help="number of trainings with each build (default 5)")
    parser.add_argument("--at-most", type=float, default=0.5, help="highest share of the old wall time (default 0.5)")
    parser.add_argument("--return-at-least", type=float, default=25.0, help="lowest mean return (default 25)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument("train", nargs="*", default=["ppo", "market-making"], help="arguments of qtg train")
    return parser.parse_args()


def old_client(commit: str) -> Path:
    """Returns the source folder of the commit's Python client with its server."""
    jar = build_old(commit)
    source = OLD / commit / "python-client" / "src"
    if not source.is_dir():
        archive = subprocess.run(["git", "archive", commit, "python-client"], cwd=ROOT, check=True, stdout=-1).stdout
        subprocess.run(["tar", "-x", "-C", str(OLD / commit)], input=archive, check=True)
    server = source / "quant_trading_gym" / "_server"
    server.mkdir(exist_ok=True)
    shutil.copyfile(jar, server / JAR)
    return source


def measure(build: str, source: Path | None, seed: int, train: list[str]) -> Training:
    """Trains and evaluates with one build, in processes of its own.

    Args:
        build: Name of the build.
        source: Source folder of its Python client; None for the installed package.
        seed: Seed of the training.
        train: Arguments of `qtg train`.
    """
    with tempfile.TemporaryDirectory() as folder:
        same_work = () if source is not None else ("--evaluations", "0")  # the old build makes none
        started = time.perf_counter()
        trained = qtg(source, "train", *train, "--seed", str(seed), "--out", folder, *same_work)
        wall_seconds = time.perf_counter() - started
        unseen = ("--episodes", str(EPISODES), "--seed", str(EVALUATION_SEED))
        evaluated = qtg(source, "evaluate", trained["onnx"], "--scenario", train[1], *unseen)
    return Training(build, seed, wall_seconds, evaluated["policies"][0]["mean_return"])


def qtg(source: Path | None, *arguments: str) -> dict[str, Any]:
    """Runs a command of a build and returns its JSON; both builds use the same Java."""
    environment = {**os.environ, "QTG_JAVA": java()}
    if source is not None:
        environment["PYTHONPATH"] = str(source)
    command = [sys.executable, "-m", "quant_trading_gym.cli", *arguments, "--json"]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def summary(trainings: list[Training], at_most: float, return_at_least: float) -> dict[str, Any]:
    """Returns the median share of the old wall time over the seeds, the returns, and whether both limits hold."""
    walls = {(row.build, row.seed): row.wall_seconds for row in trainings}
    shares = [wall / walls["old", seed] for (build, seed), wall in walls.items() if build == "new"]
    returns = {
        build: statistics.mean(row.mean_return for row in trainings if row.build == build) for build in ("old", "new")
    }
    share = statistics.median(shares)
    return {"share": share, "mean_return": returns, "holds": share <= at_most and returns["new"] >= return_at_least}


def table(trainings: list[Training]) -> str:
    """Returns the trainings as a Markdown table."""
    lines = ["| build | seed | wall seconds | mean return |", "|---|---|---|---|"]
    rows = (f"| {row.build} | {row.seed} | {row.wall_seconds:.1f} | {row.mean_return:.2f} |" for row in trainings)
    return "\n".join([*lines, *rows])


if __name__ == "__main__":
    sys.exit(main())
