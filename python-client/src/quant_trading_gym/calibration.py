"""Fits parameters of a scenario so that its market reaches chosen statistics."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from quant_trading_gym.calibration_plan import Parameter, Plan, Target, changed, current
from quant_trading_gym.errors import ScenarioError
from quant_trading_gym.realism.simulation import simulate_series

if TYPE_CHECKING:
    import optuna

    from quant_trading_gym.oneshot import ProgressListener

_SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)")


@dataclass(frozen=True)
class Calibration:
    """The best that was found.

    Attributes:
        content: the scenario with the values that were found.
        values: by path of the parameter.
        loss: sum over the targets.
        reached: the statistic of each target.
        trials: how many sets of values were tried.
    """

    content: Mapping[str, Any]
    values: Mapping[str, Any]
    loss: float
    reached: tuple[tuple[Target, float], ...]
    trials: int

    def to_dict(self) -> dict[str, Any]:
        """As JSON types."""
        return {
            "scenario": self.content["name"],
            "loss": self.loss,
            "trials": self.trials,
            "parameters": dict(self.values),
            "targets": [
                {"name": target.name, "target": target.wanted(), "reached": value, "loss": target.loss(value)}
                for target, value in self.reached
            ],
        }

    def write(self, path: Path) -> None:
        """Writes the scenario as YAML."""
        path.write_text(yaml.safe_dump(dict(self.content), sort_keys=False, allow_unicode=True), encoding="utf-8")


def calibrate(
    content: Mapping[str, Any],
    plan: Plan,
    *,
    trials: int,
    seeds: int = 4,
    seed: int = 0,
    until: str | None = None,
    on_progress: ProgressListener | None = None,
) -> Calibration:
    """Searches with Optuna's tree-structured Parzen estimator, beginning with the scenario's own values.

    All trials play the same seeds, so that they differ by their values alone; the search is the same each time.

    Args:
        content: of the scenario, with every parameter of the plan in it.
        plan: what may change and what is wanted.
        trials: how many sets of values to try.
        seeds: sessions for each trial.
        seed: of the first.
        until: simulated time to stop after; by default the close.
        on_progress: hears a fraction in [0, 1] and a text.

    Raises:
        ArgumentError: a path of the plan leads nowhere.
        ScenarioError: the scenario is not valid.
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=0, multivariate=True, n_startup_trials=10))
    own = {parameter.path: _own_value(parameter, current(content, parameter.path)) for parameter in plan.parameters}
    study.enqueue_trial(own)
    best: list[tuple[float, Calibration]] = []

    def play(trial: optuna.Trial) -> float:
        values = {parameter.path: _suggest(trial, parameter) for parameter in plan.parameters}
        tried = changed(content, values)
        try:
            reached = _play(tried, plan, seeds=seeds, seed=seed, until=until)
        except ScenarioError:
            if trial.number == 0:
                raise
            raise optuna.TrialPruned from None  # values that do not go together
        loss = sum(target.loss(value) for target, value in reached)
        if not best or loss < best[-1][0]:
            best.append((loss, Calibration(tried, values, loss, reached, trials)))
        if on_progress is not None:
            on_progress((trial.number + 1) / trials, f"trial {trial.number + 1} of {trials}, loss {best[-1][0]:.3g}")
        return loss

    study.optimize(play, n_trials=trials)
    return best[-1][1]


def _play(
    content: Mapping[str, Any], plan: Plan, *, seeds: int, seed: int, until: str | None
) -> tuple[tuple[Target, float], ...]:
    with tempfile.TemporaryDirectory(prefix="qtg-calibrate-") as directory:
        path = Path(directory) / "scenario.yaml"
        path.write_text(yaml.safe_dump(dict(content), sort_keys=False), encoding="utf-8")
        sessions = [day[0] for day in simulate_series(str(path), seeds=seeds, seed=seed, until=until)]
    reductions = {target.fact.key: [target.fact.reduce(day) for day in sessions] for target in plan.targets}
    return tuple((target, float(target.measure.value(reductions[target.fact.key]))) for target in plan.targets)


def _suggest(trial: optuna.Trial, parameter: Parameter) -> Any:
    if parameter.choices:
        return trial.suggest_categorical(parameter.path, parameter.choices)
    if parameter.integer:
        return trial.suggest_int(parameter.path, round(parameter.low), round(parameter.high), log=parameter.log)
    value = trial.suggest_float(parameter.path, parameter.low, parameter.high, log=parameter.log)
    short = float(f"{value:.4g}")
    return f"{round(short * 1e9)}ns" if parameter.duration else short


def _own_value(parameter: Parameter, value: Any) -> Any:
    """What the scenario has now, as the search counts it, within the bounds."""
    if parameter.choices:
        return value if value in parameter.choices else parameter.choices[0]
    number = _duration_seconds(value) if parameter.duration else float(value)
    if not math.isfinite(number):
        number = parameter.low
    bounded = min(max(number, parameter.low), parameter.high)
    return round(bounded) if parameter.integer else bounded


def _duration_seconds(text: str) -> float:
    return sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(text))
