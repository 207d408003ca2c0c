"""Trains a policy on a scenario with stable-baselines3; writes the model, its ONNX export and a card."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.base.places import check_folder
from quant_trading_gym.base.scratch import move_all, unfinished_folder
from quant_trading_gym.base.text import to_json
from quant_trading_gym.errors import ServerError
from quant_trading_gym.onnx.export import POLICY_FILE, ExportReport, export_policy, library_versions
from quant_trading_gym.onnx.model_files import save_model
from quant_trading_gym.onnx.torch_threads import single_threaded_torch
from quant_trading_gym.training.cards import write_card
from quant_trading_gym.training.hyperparameters import hyperparameters
from quant_trading_gym.training.learning_curve import LearningCurve, LearningCurvePoint
from quant_trading_gym.training.models import Device, build_model, check_device

if TYPE_CHECKING:
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.vec_env import VecEnv

    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.spec.spaces import EnvironmentSpec

_NUMPY_SEEDS = 2**32


@dataclass(frozen=True, kw_only=True)
class TrainingResult:
    """A trained policy and the paths of its files.

    `mean_return` is the mean over the last 100 episodes of the training, in which the policy still explored.
    `interrupted` is True if the training ended early. `collection` says where the steps were played, and why.
    """

    name: str
    algorithm: str
    scenario: str
    seed: int
    timesteps: int
    wall_seconds: float
    mean_return: float
    interrupted: bool
    device: str
    collection: str
    model: BaseAlgorithm
    model_path: Path
    export: ExportReport
    learning_curve: tuple[LearningCurvePoint, ...]

    @property
    def steps_per_second(self) -> float:
        """Environment steps per second of wall time, including the time for learning."""
        return self.timesteps / self.wall_seconds

    def to_dict(self) -> dict[str, object]:
        """Returns the result as JSON types, without the learning curve."""
        return {
            "name": self.name,
            "algorithm": self.algorithm,
            "scenario": self.scenario,
            "seed": self.seed,
            "timesteps": self.timesteps,
            "train_wall_seconds": self.wall_seconds,
            "steps_per_second": self.steps_per_second,
            "mean_return": self.mean_return,
            "interrupted": self.interrupted,
            "device": self.device,
            "collection": self.collection,
            "model": str(self.model_path),
            "onnx": str(self.export.onnx),
            "observation_spec_hash": self.export.observation_spec_hash,
            "max_relative_difference": self.export.max_relative_difference,
        }


def train(
    algorithm: str,
    scenario: str,
    *,
    out: str | Path,
    timesteps: int | None = None,
    n_envs: int | None = None,
    seed: int = 0,
    device: Device = "cpu",
    overrides: Mapping[str, object] | None = None,
    parameters: Mapping[str, object] | None = None,
    on_progress: ProgressListener | None = None,
) -> TrainingResult:
    """Trains `algorithm` on `scenario`.

    Writes into `out`: `model.zip` (for stable-baselines3), `policy.onnx` (for the simulation), `card.json` (origin and
    training of the policy) and `learning_curve.json`. If the training is interrupted or its server terminates, the same
    files are written for the policy trained so far, with the entry `interrupted` in the card, and the exception that
    ended the training is raised.

    Args:
        algorithm: Name of the algorithm: `ppo`, `a2c` or `dqn`.
        scenario: Name of a scenario, or path of a YAML file.
        out: Folder for the files; it is created.
        timesteps: Number of environment steps of all environments; None uses the scenario's hyperparameters.
        n_envs: Number of environments in the vector; None uses the scenario's hyperparameters.
        seed: Seed of the first environment; environment i uses seed + i. The same seed gives the same policy on the
            same machine with the same libraries.
        device: Device of the update: "cpu", "cuda", or "auto" for "cuda" where torch finds it. The environments and the
            inference of rollouts stay on the processor.
        overrides: Values that take precedence over those of the scenario.
        parameters: Values that take precedence over the hyperparameters.
        on_progress: Callback with a fraction in [0, 1] and a text.

    Raises:
        ArgumentError: The algorithm or a hyperparameter is unknown, torch does not find the device, or `out` cannot be
            written.
        ScenarioError: The scenario or its overrides are not valid.
    """
    from quant_trading_gym.envs import sb3

    check_folder("out", Path(out))
    check_device(device)
    changes = {key: value for key, value in (("timesteps", timesteps), ("n_envs", n_envs)) if value is not None}
    chosen = hyperparameters(algorithm, Path(scenario).stem, {**(parameters or {}), **changes})
    venv = sb3.make_vec_env(scenario, n_envs=chosen["n_envs"], seed=seed, overrides=overrides)
    try:
        return fit(algorithm, venv, chosen, Path(out), seed=seed, device=device, on_progress=on_progress)
    finally:
        venv.close()


def fit(
    algorithm: str,
    venv: VecEnv,
    chosen: Mapping[str, Any],
    out: Path,
    *,
    seed: int,
    device: Device = "cpu",
    on_progress: ProgressListener | None = None,
) -> TrainingResult:
    """Trains on the environments of `venv`; see `train`. `venv` must have an `environment_spec`."""
    with single_threaded_torch():
        return _fit(algorithm, venv, chosen, out, seed, device, on_progress)


def _fit(
    algorithm: str,
    venv: VecEnv,
    chosen: Mapping[str, Any],
    out: Path,
    seed: int,
    device: Device,
    on_progress: ProgressListener | None,
) -> TrainingResult:
    out.mkdir(parents=True, exist_ok=True)  # before the training, so that an unwritable folder fails early
    spec: EnvironmentSpec = venv.environment_spec  # type: ignore[attr-defined]
    built = build_model(algorithm, _prepare(venv, chosen), chosen, seed=seed % _NUMPY_SEEDS, device=device)
    model = built.model
    if on_progress is not None:
        on_progress(0.0, f"training {algorithm} on {spec.scenario}: {built.collection}")
    timesteps = _whole_rollouts(int(chosen["timesteps"]), model)
    curve = LearningCurve(f"training {algorithm} on {spec.scenario}", timesteps, on_progress)
    started = time.perf_counter()
    interruption = _learn(model, timesteps, curve)
    wall_seconds = time.perf_counter() - started
    if interruption is not None and model.num_timesteps == 0:
        raise interruption

    with unfinished_folder(out) as unfinished:
        result = TrainingResult(
            name=algorithm.lower(),
            algorithm=algorithm.upper(),
            scenario=spec.scenario,
            seed=seed,
            timesteps=model.num_timesteps,
            wall_seconds=wall_seconds,
            mean_return=curve.recent_return,
            interrupted=interruption is not None,
            device=str(model.device),
            collection=built.collection,
            model=model,
            model_path=out / "model.zip",
            export=_save(model, unfinished, out, spec, seed),
            learning_curve=tuple(curve.points),
        )
        _write_card(result, spec, chosen, unfinished)
        move_all(unfinished, out)
    if interruption is not None:
        if on_progress is not None:
            on_progress(1.0, f"interrupted after {result.timesteps:,} steps; what it has learned is in {out}")
        raise interruption
    return result


def _learn(model: BaseAlgorithm, timesteps: int, curve: LearningCurve) -> BaseException | None:
    """Trains; returns the exception that ended the training early, if any. The model keeps its training so far."""
    try:
        model.learn(timesteps, callback=curve)
    except (KeyboardInterrupt, ServerError) as interruption:
        return interruption
    return None


def _save(model: BaseAlgorithm, folder: Path, out: Path, spec: EnvironmentSpec, seed: int) -> ExportReport:
    """Writes model and policy into a folder from which they are moved to `out`."""
    save_model(model, folder / "model.zip", environment_spec=spec, seed=seed)
    report = export_policy(model, folder / POLICY_FILE, environment_spec=spec, seed=seed)
    return replace(report, onnx=out / POLICY_FILE)


def _whole_rollouts(timesteps: int, model: BaseAlgorithm) -> int:
    """Rounds up to the number of steps that stable-baselines3 runs, so that schedules end with the training."""
    rollout = int(getattr(model, "n_steps", 1)) * model.n_envs
    return -(-timesteps // rollout) * rollout


def _prepare(venv: VecEnv, chosen: Mapping[str, Any]) -> VecEnv:
    """Wraps `venv` with the selected normalisation."""
    from stable_baselines3.common.vec_env import VecNormalize

    observations, rewards = bool(chosen["normalize_observations"]), bool(chosen["normalize_rewards"])
    if not observations and not rewards:
        return venv
    return VecNormalize(venv, norm_obs=observations, norm_reward=rewards, gamma=float(chosen["gamma"]))


def _write_card(result: TrainingResult, spec: EnvironmentSpec, chosen: Mapping[str, Any], out: Path) -> None:
    """Writes the card of the policy without paths, so that the folder can be moved."""
    curve = [point.to_dict() for point in result.learning_curve]
    (out / "learning_curve.json").write_text(to_json(curve, indent=1) + "\n", encoding="utf-8")
    figures = {key: value for key, value in result.to_dict().items() if key not in ("model", "onnx")}
    card = {
        **figures,
        "hyperparameters": json.loads(json.dumps(dict(chosen))),
        "observation_fields": [field.name for field in spec.observation.fields],
        "actions": list(spec.action.labels),
        "versions": library_versions(),
    }
    write_card(out, card)
