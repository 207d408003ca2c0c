"""Fits parameters of a scenario to target statistics."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from quant_trading_gym.base.scratch import write_whole
from quant_trading_gym.calibration.plan import Parameter, Plan, Target, changed, current, own_value
from quant_trading_gym.errors import ScenarioError
from quant_trading_gym.realism.simulated_series import simulate_series
from quant_trading_gym.spec.seeds import check_seed

if TYPE_CHECKING:
    import optuna

    from quant_trading_gym.base.progress import ProgressListener


@dataclass(frozen=True)
class Calibration:
    """Best result of a calibration.

    Attributes:
        content: Scenario with the calibrated values.
        values: Calibrated values by parameter path.
        loss: Sum of the losses of all targets.
        reached: Statistic of each target.
        trials: Number of parameter sets tried.
        own_loss: Loss of the original scenario with its values clipped to the bounds.
        unseen: Statistic of each target on the same number of held-out seeds.
    """

    content: Mapping[str, object]
    values: Mapping[str, Any]
    loss: float
    reached: tuple[tuple[Target, float], ...]
    trials: int
    own_loss: float = math.nan
    unseen: tuple[tuple[Target, float], ...] = ()

    @property
    def unseen_loss(self) -> float:
        """Sum of the losses of all targets on the held-out seeds."""
        return sum(target.loss(value) for target, value in self.unseen)

    def to_dict(self) -> dict[str, object]:
        """Returns the result as JSON types."""
        return {
            "scenario": self.content["name"],
            "loss": self.loss,
            "own_loss": self.own_loss,
            "unseen_loss": self.unseen_loss,
            "trials": self.trials,
            "parameters": dict(self.values),
            "targets": [
                {
                    "name": target.name,
                    "target": target.wanted(),
                    "reached": value,
                    "loss": target.loss(value),
                    "unseen": other,
                }
                for (target, value), (_, other) in zip(self.reached, self.unseen, strict=True)
            ],
        }

    def write(self, path: Path) -> None:
        """Writes the scenario as YAML."""
        write_whole(path, yaml.safe_dump(dict(self.content), sort_keys=False, allow_unicode=True))


def calibrate(
    content: Mapping[str, object],
    plan: Plan,
    *,
    trials: int,
    seeds: int = 4,
    seed: int = 0,
    until: str | None = None,
    on_progress: ProgressListener | None = None,
) -> Calibration:
    """Fits parameters with Optuna's tree-structured Parzen estimator. The first trial uses the scenario's own values.

    All trials use the same seeds, so that only the parameters differ. The search is deterministic. The best values are
    then evaluated on the same number of following seeds; these held-out seeds reveal overfitting. Statistics are those
    of the first instrument.

    Args:
        content: Content of the scenario; it must contain every parameter of the plan.
        plan: Free parameters and targets.
        trials: Number of parameter sets to try.
        seeds: Number of seeds for each trial.
        seed: First seed.
        until: Simulated time after the open at which each simulation stops; None uses the close.
        on_progress: Callback with a fraction in [0, 1] and a text.

    Raises:
        ArgumentError: A path of the plan does not exist, the type of its value does not match, or fewer than
            2 * `seeds` seeds follow `seed`.
        ScenarioError: The scenario is not valid.
    """
    check_seed(seed, count=2 * seeds)
    own = {parameter.path: own_value(parameter, current(content, parameter.path)) for parameter in plan.parameters}
    study = _new_study()
    study.enqueue_trial(own)
    best: list[Calibration] = []
    own_loss = math.nan

    def play(trial: optuna.Trial) -> float:
        nonlocal own_loss
        values = {parameter.path: _suggest(trial, parameter) for parameter in plan.parameters}
        tried = changed(content, values)
        try:
            reached = _play(tried, plan, seeds=seeds, seed=seed, until=until)
        except ScenarioError as problem:
            if trial.number == 0:
                raise
            import optuna

            raise optuna.TrialPruned from problem  # the values are not valid in combination
        loss = sum(target.loss(value) for target, value in reached)
        own_loss = loss if trial.number == 0 else own_loss
        if not best or loss < best[-1].loss:
            best.append(Calibration(tried, values, loss, reached, trials))
        if on_progress is not None:
            on_progress((trial.number + 1) / trials, f"trial {trial.number + 1} of {trials}, loss {best[-1].loss:.3g}")
        return loss

    study.optimize(play, n_trials=trials)
    found = best[-1]
    unseen = _play(found.content, plan, seeds=seeds, seed=seed + seeds, until=until)
    return replace(found, own_loss=own_loss, unseen=unseen)


def _new_study() -> optuna.Study:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.CRITICAL)  # failures are raised, so that Optuna need not log them
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)  # multivariate estimator
        sampler = optuna.samplers.TPESampler(seed=0, multivariate=True, n_startup_trials=10)
    return optuna.create_study(sampler=sampler)


def _play(
    content: Mapping[str, object], plan: Plan, *, seeds: int, seed: int, until: str | None
) -> tuple[tuple[Target, float], ...]:
    sessions = [day[0] for day in simulate_series(content, seeds=seeds, seed=seed, until=until)]
    reductions = {target.fact.key: [target.fact.reduce(day) for day in sessions] for target in plan.targets}
    return tuple((target, float(target.measure.value(reductions[target.fact.key]))) for target in plan.targets)


def _suggest(trial: optuna.Trial, parameter: Parameter) -> Any:
    if parameter.choices:
        return trial.suggest_categorical(parameter.path, parameter.choices)
    if parameter.integer:
        return trial.suggest_int(parameter.path, round(parameter.low), round(parameter.high), log=parameter.log)
    value = trial.suggest_float(parameter.path, parameter.low, parameter.high, log=parameter.log)
    short = float(f"{value:.4g}")
    return _duration(short) if parameter.duration else short


def _duration(seconds: float) -> str:
    """Formats a duration for a scenario: an integer multiple of the largest possible unit."""
    nanos = round(seconds * 1e9)
    for unit, size in (("s", 10**9), ("ms", 10**6), ("us", 10**3)):
        if nanos % size == 0:
            return f"{nanos // size}{unit}"
    return f"{nanos}ns"
