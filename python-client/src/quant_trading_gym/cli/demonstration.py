"""Demonstration: training in Python, export to ONNX, and evaluation inside the Java simulation."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.base.scratch import write_whole
from quant_trading_gym.base.text import to_json
from quant_trading_gym.cli.console import Console
from quant_trading_gym.cli.machine import describe_machine
from quant_trading_gym.evaluation import plots
from quant_trading_gym.evaluation.comparison import evaluate
from quant_trading_gym.evaluation.evaluation_result import EvaluationResult
from quant_trading_gym.evaluation.parity import ParityReport, check_parity
from quant_trading_gym.evaluation.policies import PolicySource
from quant_trading_gym.evaluation.recording import record_episodes
from quant_trading_gym.training.cards import add_findings, publish
from quant_trading_gym.training.hyperparameters import hyperparameters
from quant_trading_gym.training.trainer import TrainingResult, train

if TYPE_CHECKING:
    from collections.abc import Sequence

ALGORITHMS = ("ppo", "dqn")


@dataclass(frozen=True, kw_only=True)
class DemoOptions:
    """Options of the demonstration.

    Attributes:
        out: Output folder.
        scenario: Name of the scenario.
        seed: Seed of the training.
        scale: Factor of the training length; 1 is the tuned length.
        episodes: Number of evaluation episodes.
        evaluation_seed: First seed of the evaluation, outside the training range.
        parity_observations: Minimum number of observations of the parity check.
        models: Folder for copies of the policies and their cards as SCENARIO/NAME; None makes no copies.
    """

    out: Path = Path("build/demo")
    scenario: str = "market-making"
    seed: int = 0
    scale: float = 1.0
    episodes: int = 400
    evaluation_seed: int = 1_000_000
    parity_observations: int = 10_000
    models: Path | None = None


@dataclass(frozen=True, kw_only=True)
class TrainedPolicy:
    """A policy of the demonstration with its results."""

    training: TrainingResult
    parity: ParityReport
    evaluation: EvaluationResult

    def to_dict(self) -> dict[str, object]:
        """Returns the entry in `policies` of `result.json`."""
        return {
            **self.training.to_dict(),
            "parity": self.parity.to_dict(),
            "evaluation": [row.to_dict() for row in self.evaluation.policies],
        }


def run_demo(options: DemoOptions, console: Console) -> tuple[list[TrainedPolicy], dict[str, Any]]:
    """Runs the demonstration, prints the results, and returns the policies and the content of `result.json`."""
    started = time.perf_counter()
    console.note(f"starting the simulation of {options.scenario}")
    policies = [_make_policy(algorithm, options, console) for algorithm in ALGORITHMS]
    pictures = draw(policies, options)
    seconds = time.perf_counter() - started
    document = {
        "wall_seconds": seconds,
        "machine": describe_machine(),
        "policies": [policy.to_dict() for policy in policies],
    }
    result = options.out.absolute() / "result.json"
    write_whole(result, to_json(document, indent=2) + "\n")
    _say_where(policies, pictures, result, seconds, console)
    if options.models is not None:
        for policy in policies:
            console.say(f"  published  {publish(policy.training.model_path.parent, options.models.absolute())}")
    return policies, document


def draw(policies: Sequence[TrainedPolicy], options: DemoOptions) -> list[Path]:
    """Writes the figures and returns their paths."""
    out = options.out.absolute()
    sources: dict[str, PolicySource] = {policy.training.name: policy.training.export.onnx for policy in policies}
    results = [policy.evaluation for policy in policies]
    references = plots.best_baseline(results)
    sources.update({name: name for name in references})
    episodes = {
        name: record_episodes(source, scenario=options.scenario, seed=options.evaluation_seed)[0]
        for name, source in sources.items()
    }
    curves = {policy.training.name: policy.training.learning_curve for policy in policies}
    figures = {
        "overview": plots.overview(curves, results, episodes),
        "learning_curves": plots.learning_curves(curves, references=references),
        "sample_episode": plots.episodes(episodes),
        "returns": plots.returns_by_policy(results),
    }
    paths = []
    for name, figure in figures.items():
        paths.append(out / f"{name}.png")
        plots.save(figure, paths[-1])
    return paths


def _make_policy(algorithm: str, options: DemoOptions, console: Console) -> TrainedPolicy:
    """Trains, exports, checks and evaluates one policy."""
    timesteps = max(1, int(hyperparameters(algorithm, options.scenario)["timesteps"] * options.scale))
    training = train(
        algorithm,
        options.scenario,
        out=options.out.absolute() / algorithm,
        timesteps=timesteps,
        seed=options.seed,
        evaluations=0,
        on_progress=console.progress,
    )
    parity = check_parity(
        training.model,
        training.export.onnx,
        scenario=options.scenario,
        observations=options.parity_observations,
        on_progress=console.progress,
    )
    evaluation = evaluate(
        {training.name: training.export.onnx},
        scenario=options.scenario,
        episodes=options.episodes,
        seed=options.evaluation_seed,
        baselines=True,
        on_progress=console.progress,
    )
    add_findings(training.model_path.parent, parity=parity.to_dict(), evaluation=evaluation.to_dict())
    policy = TrainedPolicy(training=training, parity=parity, evaluation=evaluation)
    _say_policy(policy, console)
    return policy


def _say_policy(policy: TrainedPolicy, console: Console) -> None:
    training, parity, evaluation = policy.training, policy.parity, policy.evaluation
    speed = (
        f"{training.timesteps:,} steps in {training.wall_seconds:.0f} s ({training.steps_per_second:,.0f} per second)"
    )
    console.say()
    console.say(f"{training.algorithm} on {training.scenario}: {speed}")
    console.say(
        f"Inside the Java simulation, over {parity.observations:,} observations: outputs within "
        f"{parity.max_relative_difference:.1e} of torch, {parity.action_agreement:.2%} of the actions equal, "
        f"same episode: {_yes(parity.same_episode_digest)}, same orders as an agent of the population: "
        f"{_yes(parity.same_population_orders)}"
    )
    last = evaluation.seed + evaluation.episodes - 1
    console.say(f"{evaluation.episodes:,} episodes on unseen seeds {evaluation.seed} to {last}:")
    console.say(str(evaluation))
    console.say("The policy comes from one training. To compare algorithms, train several seeds: qtg train --seeds 5.")


def _say_where(
    policies: Sequence[TrainedPolicy], pictures: Sequence[Path], result: Path, seconds: float, console: Console
) -> None:
    console.say()
    console.say(f"Done in {seconds:.0f} s. Output:")
    rows = [(f"{policy.training.name} as ONNX", str(policy.training.export.onnx)) for policy in policies]
    rows += [(f"{policy.training.name} for stable-baselines3", str(policy.training.model_path)) for policy in policies]
    rows += [(path.stem.replace("_", " "), str(path)) for path in pictures]
    rows.append(("all results", str(result)))
    width = max(len(name) for name, _ in rows)
    for name, path in rows:
        console.say(f"  {name:<{width}}  {path}")


def _yes(value: bool) -> str:
    return "yes" if value else "NO"
