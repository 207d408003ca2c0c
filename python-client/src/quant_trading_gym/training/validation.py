"""Evaluation during a training: episodes on seeds of their own, checkpoints, and the best policy so far."""

from __future__ import annotations

import copy
import inspect
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from stable_baselines3.common.callbacks import BaseCallback

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from stable_baselines3.common.vec_env import VecEnv, VecNormalize

VALIDATION_SEED = 2**62
"""First seed of the evaluations during a training, far from the seeds of trainings and of `qtg evaluate`."""


@dataclass(frozen=True, kw_only=True)
class ValidationPoint:
    """One evaluation: mean return of the deterministic policy, and the standard error of the mean."""

    timesteps: int
    mean_return: float
    standard_error: float

    def to_dict(self) -> dict[str, object]:
        """Returns the point as JSON types."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class _Best:
    point: ValidationPoint
    parameters: Any
    statistics: dict[str, Any]


class Validation(BaseCallback):
    """Evaluates the policy several times, with equal intervals, and remembers the best.

    Every evaluation plays one episode of each environment of `env`, on the same seeds. It draws no random numbers of
    the training: the trained weights do not depend on it.
    """

    def __init__(
        self,
        env: VecEnv,
        *,
        evaluations: int,
        timesteps: int,
        on_checkpoint: Callable[[int], None],
        on_point: Callable[[ValidationPoint], None],
    ) -> None:
        """Creates the callback.

        Args:
            env: Environments for the evaluations, without normalisation.
            evaluations: Number of evaluations.
            timesteps: Total number of training steps.
            on_checkpoint: Called after each evaluation with the number of timesteps.
            on_point: Called after each evaluation with its result.
        """
        super().__init__()
        self.points: list[ValidationPoint] = []
        self.seconds = 0.0
        self._env = env
        self._every = timesteps / evaluations
        self._on_checkpoint = on_checkpoint
        self._on_point = on_point
        self._best: _Best | None = None

    @property
    def episodes(self) -> int:
        """Number of episodes of each evaluation."""
        return self._env.num_envs

    def keep_best(self) -> ValidationPoint | None:
        """Sets the model to the best policy so far; returns its evaluation, or None before the first evaluation."""
        if self._best is None:
            return None
        self.model.set_parameters(self._best.parameters)
        normalize = self.model.get_vec_normalize_env()
        if normalize is not None:
            vars(normalize).update(self._best.statistics)
        return self._best.point

    def _on_step(self) -> bool:
        return True

    def _on_rollout_start(self) -> None:
        """A rollout begins with the policy that all updates so far have made."""
        if self.num_timesteps >= (len(self.points) + 1) * self._every:
            self._evaluate()

    def _on_training_end(self) -> None:
        if not self.points or self.points[-1].timesteps < self.num_timesteps:
            self._evaluate()

    def _evaluate(self) -> None:
        started = time.perf_counter()
        normalize = self.model.get_vec_normalize_env()
        returns = play_episodes(self.model, self._env, normalize, VALIDATION_SEED)
        point = ValidationPoint(
            timesteps=self.num_timesteps,
            mean_return=float(returns.mean()),
            standard_error=float(returns.std(ddof=1) / np.sqrt(len(returns))) if len(returns) > 1 else float("nan"),
        )
        self.points.append(point)
        if self._best is None or point.mean_return >= self._best.point.mean_return:
            self._best = _Best(
                point=point,
                parameters=copy.deepcopy(self.model.get_parameters()),
                statistics=_statistics(normalize),
            )
        self._on_checkpoint(self.num_timesteps)
        self._on_point(point)
        self.seconds += time.perf_counter() - started


def _statistics(normalize: VecNormalize | None) -> dict[str, Any]:
    """Returns a copy of the running statistics; there are none of observations that are not normalised."""
    held = {} if normalize is None else vars(normalize)
    return {name: copy.deepcopy(held[name]) for name in ("obs_rms", "ret_rms") if name in held}


def play_episodes(model: Any, env: VecEnv, normalize: VecNormalize | None, seed: int) -> NDArray[np.float64]:
    """Plays one episode in each environment with the deterministic policy; returns their returns (n_envs,).

    Args:
        model: Trained model, possibly recurrent or with action masks.
        env: Environments without normalisation; environment i plays episode `seed` + i.
        normalize: Observation statistics of the training, if any.
        seed: Seed of the first environment.
    """
    env.seed(seed)
    observations: Any = env.reset()
    returns = np.full(env.num_envs, np.nan)
    state, starts = None, np.ones(env.num_envs, dtype=bool)
    masked = "action_masks" in inspect.signature(model.predict).parameters
    while np.isnan(returns).any():
        seen = observations if normalize is None else normalize.normalize_obs(observations)
        extra = {"action_masks": np.stack(env.env_method("action_masks"))} if masked else {}
        actions, state = model.predict(seen, state=state, episode_start=starts, deterministic=True, **extra)
        observations, _, starts, infos = env.step(actions)
        for index in starts.nonzero()[0]:
            if np.isnan(returns[index]):
                returns[index] = infos[index]["episode"]["r"]
    return returns
