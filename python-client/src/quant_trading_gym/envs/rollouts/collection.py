"""Plays the steps of a rollout inside the JVM and hands them out one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from stable_baselines3.common.base_class import BaseAlgorithm
from stable_baselines3.common.vec_env import VecEnv

from quant_trading_gym.envs.rollouts.vec_env import normalization, rollout_env, scaling_of
from quant_trading_gym.transport.rollouts import MAX_BYTES, Actions, LearningPolicy, RolloutPlan
from quant_trading_gym.transport.step_batch import Bools, Float32


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class PlayedStep:
    """One step of n environments.

    Attributes:
        actions: Actions before clipping, in the shape (n, *shape) and the type of the action space.
        values: Values (n,) of the observations before the step, float32.
        log_probabilities: Log-probabilities (n,) of the actions, float32.
        observations: Observations (n, d) after the step, normalised by the wrappers of the environment.
        rewards: Rewards (n,), normalised likewise.
        dones: Ends of episodes (n,).
        infos: Infos (n).
    """

    actions: npt.NDArray[Any]
    values: torch.Tensor
    log_probabilities: torch.Tensor
    observations: Float32
    rewards: Float32
    dones: Bools
    infos: list[dict[str, Any]]


class Collector:
    """The rollouts of one model.

    Observations of a `VecNormalize` that is learning its statistics change with every step: such rollouts are played
    step by step, and others in one part.
    """

    def __init__(self, env: VecEnv, seed: int) -> None:
        """Prepares rollouts of `env`; `seed` (unsigned 64-bit) is the seed of the actions.

        Raises:
            ArgumentError: The environment or one of its wrappers is not supported.
        """
        self.env = env
        self._inner = rollout_env(env)
        self._normalize = normalization(env)
        self._seed = seed

    def play(
        self,
        policy: Callable[[int, int], LearningPolicy],
        steps: int,
        index: int,
        forced_actions: npt.NDArray[Any] | None = None,
    ) -> Iterator[PlayedStep]:
        """Plays `steps` steps of each environment.

        Args:
            policy: Returns the policy for steps from a first one to one before a second one.
            steps: Number of steps.
            index: Index of the first step among all of the model; distinguishes the random numbers.
            forced_actions: Actions (steps, n, *shape) to take instead of drawn ones.
        """
        first = 0
        while first < steps:
            count = min(steps - first, self._longest_part())
            forced = None if forced_actions is None else forced_actions[first : first + count]
            scaling = None if self._normalize is None else scaling_of(self._normalize)
            batch = self._inner.play(
                RolloutPlan(
                    policy=policy(first, first + count),
                    scaling=scaling,
                    steps=count,
                    seed=self._seed,
                    index=index + first,
                    forced_actions=forced,
                )
            )
            actions = self._shaped(batch.actions)
            values, log_probabilities = map(torch.tensor, (batch.values, batch.log_probabilities))
            for step in range(count):
                observations, rewards, dones, infos = self.env.step_wait()
                yield PlayedStep(
                    actions=actions[step],
                    values=values[step],
                    log_probabilities=log_probabilities[step],
                    observations=observations,  # type: ignore[arg-type]
                    rewards=rewards,
                    dones=dones,
                    infos=infos,
                )
            first += count

    def _shaped(self, actions: Actions) -> npt.NDArray[Any]:
        """Returns actions (steps, n, k) in the shape and type of the action space."""
        space = self._inner.action_space
        return actions.reshape(*actions.shape[:2], *space.shape).astype(space.dtype)  # type: ignore[misc]

    def _longest_part(self) -> int:
        if self._normalize is not None and self._normalize.training:
            return 1
        width = self._inner.observation_space.shape[0]  # type: ignore[index]
        return int(max(1, MAX_BYTES // (4 * width * self._inner.num_envs)))


class RolloutAlgorithm(BaseAlgorithm):
    """An algorithm whose steps are played inside the JVM."""

    rollout_steps_played = 0
    """Steps of each environment that were played so far; it tells the random numbers of rollouts apart."""

    def play_rollout(
        self,
        env: VecEnv,
        policy: Callable[[int, int], LearningPolicy],
        steps: int,
        forced_actions: npt.NDArray[Any] | None,
    ) -> Iterator[PlayedStep]:
        """Plays the next steps: see `Collector.play`. A model without a seed draws one from NumPy's generator, once."""
        if self.seed is None:
            self.seed = int(np.random.randint(2**31))
        index = self.rollout_steps_played
        self.rollout_steps_played += steps
        return Collector(env, int(self.seed)).play(policy, steps, index, forced_actions)
