"""Several trainings of one algorithm, compared on unseen seeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.places import check_folder
from quant_trading_gym.base.scratch import write_whole
from quant_trading_gym.base.text import format_table, to_json
from quant_trading_gym.evaluation.comparison import evaluate
from quant_trading_gym.evaluation.evaluation_result import (
    EvaluationResult,
    PolicyEvaluation,
    interval_cell,
    money_cells,
    return_cells,
)
from quant_trading_gym.evaluation.interquartile import Interquartile, estimate
from quant_trading_gym.spec.seeds import check_seed
from quant_trading_gym.training.hyperparameters import hyperparameters
from quant_trading_gym.training.trainer import TrainingResult, train

if TYPE_CHECKING:
    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.training.models import Device

SEEDS_FILE = "seeds.json"
_MOST_SEEDS = 1000
_FIGURES = ("mean_return", "pnl_mean", "sharpe", "max_drawdown")


@dataclass(frozen=True, kw_only=True)
class SeedsResult:
    """Trainings with several seeds, and the evaluation of their policies on the same unseen seeds.

    `estimates` holds the interquartile mean of each figure of the evaluation that every training has.
    `str` returns a table, which says how many trainings it comes from.
    """

    trainings: tuple[TrainingResult, ...]
    evaluation: EvaluationResult
    estimates: Mapping[str, Interquartile]

    @property
    def iqm(self) -> Interquartile:
        """Interquartile mean of the mean returns."""
        return self.estimates["mean_return"]

    def rows(self) -> list[tuple[TrainingResult, PolicyEvaluation]]:
        """Returns each training with the evaluation of its policy."""
        return [(training, self.evaluation[_name(training)]) for training in self.trainings]

    def to_dict(self) -> dict[str, object]:
        """Returns the result as JSON types."""
        return {
            "algorithm": self.trainings[0].algorithm,
            "scenario": self.trainings[0].scenario,
            **self.iqm.to_dict(),
            "estimates": {name: value.to_dict() for name, value in self.estimates.items()},
            "seeds": [{**training.to_dict(), "evaluation": row.to_dict()} for training, row in self.rows()],
            "evaluation": self.evaluation.to_dict(),
        }

    def __str__(self) -> str:
        headers = ("training", "mean return", "95 % interval", "P&L", "sharpe", "drawdown")
        trained = {_name(training) for training in self.trainings}
        rows = [_cells(f"seed {training.seed}", row) for training, row in self.rows()]
        rows.append(self._summary())
        rows += [_cells(row.policy, row) for row in self.evaluation.policies if row.policy not in trained]
        count = len(self.trainings)
        says = f"{count} trainings" if count > 1 else "ONE training, which says little about the algorithm"
        return f"{self.trainings[0].algorithm} on {self.trainings[0].scenario}, {says}\n{format_table(headers, rows)}"

    def _summary(self) -> list[str]:
        figures = [self.estimates.get(name) for name in _FIGURES[1:]]
        interval = "-" if self.iqm.ci95 is None else interval_cell(self.iqm.ci95)
        texts = ["-" if figure is None else f"{figure.iqm:,.2f}" for figure in figures]
        return ["interquartile mean", f"{self.iqm.iqm:,.3f}", interval, *texts]


def train_seeds(
    algorithm: str,
    scenario: str,
    *,
    out: str | Path,
    seeds: int,
    seed: int = 0,
    episodes: int = 200,
    evaluation_seed: int = 1_000_000,
    baselines: bool = True,
    timesteps: int | None = None,
    n_envs: int | None = None,
    device: Device = "cpu",
    overrides: Mapping[str, object] | None = None,
    parameters: Mapping[str, object] | None = None,
    evaluations: int = 10,
    evaluation_episodes: int = 20,
    on_progress: ProgressListener | None = None,
) -> SeedsResult:
    """Trains `algorithm` several times and evaluates the policies on the same unseen seeds.

    Writes a folder `seed-S` for each training, with the files of `train`, and `seeds.json` with the result. Training k
    has the seed `seed` + k · n_envs, so that no two trainings share an environment's seed.

    Args:
        algorithm: See `train`.
        scenario: See `train`.
        out: Folder of the folders.
        seeds: Number of trainings.
        seed: Seed of the first training.
        episodes: Episodes of the evaluation.
        evaluation_seed: First seed of the evaluation.
        baselines: Whether to evaluate the baselines of the scenario, too.
        timesteps: See `train`.
        n_envs: See `train`.
        device: See `train`.
        overrides: See `train`.
        parameters: See `train`.
        evaluations: See `train`.
        evaluation_episodes: See `train`.
        on_progress: Callback with a fraction in [0, 1] and a text.

    Raises:
        ArgumentError: An argument is not valid; see `train`.
        ScenarioError: The scenario or its overrides are not valid.
    """
    check_count("seeds", seeds, high=_MOST_SEEDS)
    check_folder("out", Path(out))
    changes = {} if n_envs is None else {"n_envs": n_envs}
    step = int(hyperparameters(algorithm, Path(scenario).stem, {**(parameters or {}), **changes})["n_envs"])
    check_seed(seed, count=seeds * step)
    trainings = [
        train(
            algorithm,
            scenario,
            out=Path(out) / f"seed-{seed + index * step}",
            timesteps=timesteps,
            n_envs=n_envs,
            seed=seed + index * step,
            device=device,
            overrides=overrides,
            parameters=parameters,
            evaluations=evaluations,
            evaluation_episodes=evaluation_episodes,
            on_progress=_part(on_progress, index, seeds),
        )
        for index in range(seeds)
    ]
    evaluation = evaluate(
        {_name(training): training.export.onnx for training in trainings},
        scenario=scenario,
        episodes=episodes,
        seed=evaluation_seed,
        baselines=baselines,
        overrides=overrides,
        on_progress=on_progress,
    )
    result = SeedsResult(trainings=tuple(trainings), evaluation=evaluation, estimates=_estimates(trainings, evaluation))
    write_whole(Path(out) / SEEDS_FILE, to_json(result.to_dict(), indent=1) + "\n")
    return result


def _estimates(trainings: list[TrainingResult], evaluation: EvaluationResult) -> dict[str, Interquartile]:
    """A figure that a training lacks, such as the Sharpe ratio of a constant P&L, has no estimate."""
    scores: dict[str, list[Any]] = {
        name: [getattr(evaluation[_name(training)], name) for training in trainings] for name in _FIGURES
    }
    return {name: estimate(values) for name, values in scores.items() if None not in values}


def _name(training: TrainingResult) -> str:
    return f"{training.name}-seed-{training.seed}"


def _part(listener: ProgressListener | None, index: int, count: int) -> ProgressListener | None:
    if listener is None:
        return None
    return lambda fraction, text: listener((index + fraction) / count * 0.999, f"{index + 1} of {count}: {text}")


def _cells(name: str, row: PolicyEvaluation) -> list[str]:
    return [name, *return_cells(row), *money_cells(row)]
