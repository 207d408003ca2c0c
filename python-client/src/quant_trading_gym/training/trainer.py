"""Trains a policy on a scenario with stable-baselines3; writes the model, its ONNX export and a card."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.places import check_folder
from quant_trading_gym.base.scratch import move_all, unfinished_folder
from quant_trading_gym.base.text import to_json
from quant_trading_gym.errors import ServerError
from quant_trading_gym.onnx.export import POLICY_FILE, ExportReport, export_policy
from quant_trading_gym.onnx.model_files import save_model
from quant_trading_gym.onnx.torch_threads import single_threaded_torch
from quant_trading_gym.spec.origin import Origin
from quant_trading_gym.training.cards import write_card
from quant_trading_gym.training.hyperparameters import algorithm_name, class_name, hyperparameters
from quant_trading_gym.training.learning_curve import LearningCurve, LearningCurvePoint
from quant_trading_gym.training.models import Device, build_model, check_device
from quant_trading_gym.training.validation import VALIDATION_SEED, Validation, ValidationPoint

if TYPE_CHECKING:
    from stable_baselines3.common.base_class import BaseAlgorithm
    from stable_baselines3.common.callbacks import BaseCallback
    from stable_baselines3.common.vec_env import VecEnv

    from quant_trading_gym.base.progress import ProgressListener
    from quant_trading_gym.spec.spaces import EnvironmentSpec

_NUMPY_SEEDS = 2**32
_MOST_EPISODES = 10_000
_GAMMA = 0.99
"""Discount for the normalisation of rewards of an algorithm without a discount of its own."""
MODEL_FILE = "model.zip"
CHECKPOINTS = "checkpoints"
"""Folder of the models that were saved during the training."""


@dataclass(frozen=True, kw_only=True)
class TrainingResult:
    """A trained policy and the paths of its files.

    `mean_return` is the mean over the last 100 episodes of the training, in which the policy still explored.
    `interrupted` is True if the training ended early. `collection` says where the steps were played, and why.
    `evaluations` are those during the training. `kept_timesteps` is the number of training steps of the policy in the
    files: the best one of the evaluations, or the last one.
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
    evaluations: tuple[ValidationPoint, ...]
    kept_timesteps: int
    origin: Origin

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
            "kept_timesteps": self.kept_timesteps,
            "scenario_hash": self.origin.scenario_hash,
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
    evaluations: int = 10,
    evaluation_episodes: int = 20,
    on_progress: ProgressListener | None = None,
) -> TrainingResult:
    """Trains `algorithm` on `scenario`.

    Writes into `out`: `model.zip` (for stable-baselines3), `policy.onnx` (for the simulation), `card.json` (origin and
    training of the policy) and `learning_curve.json`. If the training is interrupted or its server terminates, the same
    files are written for the policy trained so far, with the entry `interrupted` in the card, and the exception that
    ended the training is raised.

    The policy is evaluated during the training, on seeds of its own, and each evaluation writes `checkpoints/N.zip`
    after N steps. The files hold the policy of the best evaluation, also if the training was interrupted. Without
    evaluations they hold the last policy.

    Args:
        algorithm: Name of the algorithm, such as `ppo` or `qr-dqn`: see `training.algorithms()`.
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
        evaluations: Number of evaluations during the training; 0 for none.
        evaluation_episodes: Number of episodes of each of these evaluations.
        on_progress: Callback with a fraction in [0, 1] and a text.

    Raises:
        ArgumentError: The algorithm or a hyperparameter is unknown, torch does not find the device, or `out` cannot be
            written.
        ScenarioError: The scenario or its overrides are not valid.
    """
    from quant_trading_gym.envs import sb3

    check_folder("out", Path(out))
    check_device(device)
    check_count("evaluations", evaluations, low=0)
    check_count("evaluation_episodes", evaluation_episodes, high=_MOST_EPISODES)
    changes = {key: value for key, value in (("timesteps", timesteps), ("n_envs", n_envs)) if value is not None}
    chosen = hyperparameters(algorithm, Path(scenario).stem, {**(parameters or {}), **changes})
    with contextlib.ExitStack() as environments:
        venv = sb3.make_vec_env(scenario, n_envs=chosen["n_envs"], seed=seed, overrides=overrides)
        environments.callback(venv.close)
        unseen = None
        if evaluations:
            unseen = sb3.make_vec_env(scenario, n_envs=evaluation_episodes, overrides=overrides)
            environments.callback(unseen.close)
        return fit(
            algorithm,
            venv,
            chosen,
            Path(out),
            seed=seed,
            device=device,
            overrides=overrides,
            unseen=unseen,
            evaluations=evaluations,
            on_progress=on_progress,
        )


def fit(
    algorithm: str,
    venv: VecEnv,
    chosen: Mapping[str, Any],
    out: Path,
    *,
    seed: int,
    device: Device = "cpu",
    overrides: Mapping[str, object] | None = None,
    unseen: VecEnv | None = None,
    evaluations: int = 10,
    on_progress: ProgressListener | None = None,
) -> TrainingResult:
    """Trains on the environments of `venv`; see `train`.

    Args:
        algorithm: Name of the algorithm.
        venv: Environments with an `environment_spec`.
        chosen: All hyperparameters: see `hyperparameters`.
        out: Folder for the files; it is created.
        seed: Seed of the first environment.
        device: Device of the update.
        overrides: Overrides of the scenario, for the card.
        unseen: Environments for the evaluations during the training; None for no evaluations.
        evaluations: Number of evaluations.
        on_progress: Callback with a fraction in [0, 1] and a text.
    """
    out.mkdir(parents=True, exist_ok=True)  # before the training, so that an unwritable folder fails early
    spec: EnvironmentSpec = venv.environment_spec  # type: ignore[attr-defined]
    origin = Origin.of(spec, overrides, seed, int(chosen["n_envs"]))
    with single_threaded_torch():
        training = _Training(algorithm, venv, chosen, out, seed, device, origin, on_progress)
        return training.run(unseen, evaluations)


class _Training:
    """One training, from the model to its files."""

    def __init__(
        self,
        algorithm: str,
        venv: VecEnv,
        chosen: Mapping[str, Any],
        out: Path,
        seed: int,
        device: Device,
        origin: Origin,
        on_progress: ProgressListener | None,
    ) -> None:
        self._name = algorithm_name(algorithm)
        self._chosen = json.loads(json.dumps(dict(chosen)))
        self._out, self._seed, self._origin = out, seed, origin
        self._on_progress = on_progress
        self._spec: EnvironmentSpec = venv.environment_spec  # type: ignore[attr-defined]
        built = build_model(self._name, _prepare(venv, chosen), chosen, seed=seed % _NUMPY_SEEDS, device=device)
        self._model, self._collection = built.model, built.collection
        self._label = f"training {self._name} on {self._spec.scenario}"
        self._validation: Validation | None = None
        self._kept = 0

    def run(self, unseen: VecEnv | None, evaluations: int) -> TrainingResult:
        """Trains and writes the files."""
        self._tell(0.0, f"{self._label}: {self._collection}")
        timesteps = _whole_rollouts(int(self._chosen["timesteps"]), self._model)
        curve = LearningCurve(self._label, timesteps, self._on_progress)
        callbacks: list[BaseCallback] = [curve]
        if unseen is not None and evaluations:
            self._validation = Validation(
                unseen,
                evaluations=evaluations,
                timesteps=timesteps,
                on_checkpoint=self._checkpoint,
                on_point=lambda point: self._tell(min(point.timesteps / timesteps, 1.0), self._evaluated(point)),
            )
            callbacks.append(self._validation)
        started = time.perf_counter()
        interruption = _learn(self._model, timesteps, callbacks)
        wall_seconds = time.perf_counter() - started
        if interruption is not None and self._model.num_timesteps == 0:
            raise interruption
        result = self._write(curve, wall_seconds, interruption)
        if interruption is not None:
            self._tell(1.0, f"interrupted after {result.timesteps:,} steps; what it has learned is in {self._out}")
            raise interruption
        return result

    def _write(self, curve: LearningCurve, wall_seconds: float, interruption: BaseException | None) -> TrainingResult:
        validation = self._validation
        best = None if validation is None else validation.keep_best()
        self._kept = self._model.num_timesteps if best is None else best.timesteps
        with unfinished_folder(self._out) as unfinished:
            result = TrainingResult(
                name=self._name,
                algorithm=class_name(self._name),
                scenario=self._spec.scenario,
                seed=self._seed,
                timesteps=self._model.num_timesteps,
                wall_seconds=wall_seconds - (0.0 if validation is None else validation.seconds),
                mean_return=curve.recent_return,
                interrupted=interruption is not None,
                device=str(self._model.device),
                collection=self._collection,
                model=self._model,
                model_path=self._out / MODEL_FILE,
                export=self._save(unfinished),
                learning_curve=tuple(curve.points),
                evaluations=() if validation is None else tuple(validation.points),
                kept_timesteps=self._kept,
                origin=self._origin,
            )
            self._write_card(result, unfinished)
            move_all(unfinished, self._out)
        return result

    def _training_facts(self) -> dict[str, object]:
        """Facts for the metadata and the saved model."""
        return {
            "hyperparameters": self._chosen,
            "overrides": dict(self._origin.overrides),
            "seeds": list(self._origin.seeds),
            "kept_timesteps": self._kept,
        }

    def _save(self, folder: Path) -> ExportReport:
        """Writes the model and its export to `folder`; the report has the path that the export gets afterwards."""
        facts = self._training_facts()
        save_model(self._model, folder / MODEL_FILE, environment_spec=self._spec, seed=self._seed, training=facts)
        report = export_policy(
            self._model, folder / POLICY_FILE, environment_spec=self._spec, seed=self._seed, training=facts
        )
        return replace(report, onnx=self._out / POLICY_FILE)

    def _checkpoint(self, timesteps: int) -> None:
        folder = self._out / CHECKPOINTS
        folder.mkdir(exist_ok=True)
        self._kept = timesteps
        unfinished = folder / f".{timesteps}.zip"
        facts = self._training_facts()
        save_model(self._model, unfinished, environment_spec=self._spec, seed=self._seed, training=facts)
        unfinished.replace(folder / f"{timesteps}.zip")

    def _write_card(self, result: TrainingResult, out: Path) -> None:
        """Writes the card of the policy without paths, so that the folder can be moved."""
        curve = [point.to_dict() for point in result.learning_curve]
        (out / "learning_curve.json").write_text(to_json(curve, indent=1) + "\n", encoding="utf-8")
        figures = {key: value for key, value in result.to_dict().items() if key not in ("model", "onnx")}
        episodes = 0 if self._validation is None else self._validation.episodes
        card = {
            **figures,
            "hyperparameters": self._chosen,
            "observation_fields": [field.name for field in self._spec.observation.fields],
            "actions": list(self._spec.action.labels),
            "evaluation_seeds": [VALIDATION_SEED, VALIDATION_SEED + episodes - 1] if episodes else None,
            "evaluations": [point.to_dict() for point in result.evaluations],
            "origin": self._origin.to_dict(),
        }
        write_card(out, card)

    def _evaluated(self, point: ValidationPoint) -> str:
        return f"{self._label}: evaluated after {point.timesteps:,} steps, mean return {point.mean_return:,.3f}"

    def _tell(self, fraction: float, text: str) -> None:
        if self._on_progress is not None:
            self._on_progress(fraction, text)


def _learn(model: BaseAlgorithm, timesteps: int, callbacks: list[BaseCallback]) -> BaseException | None:
    """Trains; returns the exception that ended the training early, if any. The model keeps its training so far."""
    try:
        model.learn(timesteps, callback=callbacks)
    except (KeyboardInterrupt, ServerError) as interruption:
        return interruption
    return None


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
    return VecNormalize(venv, norm_obs=observations, norm_reward=rewards, gamma=float(chosen.get("gamma", _GAMMA)))
