"""DQN of stable-baselines3 that collects inside the JVM."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from stable_baselines3 import DQN
from stable_baselines3.common.buffers import ReplayBuffer
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.noise import ActionNoise
from stable_baselines3.common.type_aliases import RolloutReturn, TrainFreq, TrainFrequencyUnit
from stable_baselines3.common.vec_env import VecEnv

from quant_trading_gym.envs.rollouts.collection import PlayedStep, RolloutAlgorithm
from quant_trading_gym.envs.rollouts.policies import q_network
from quant_trading_gym.envs.rollouts.vec_env import rollout_env
from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.transport.step_batch import Float64


class JvmRolloutDQN(RolloutAlgorithm, DQN):
    """DQN of stable-baselines3 whose transitions are played inside the JVM.

    It takes the arguments of `stable_baselines3.DQN`, and their saved models are the same. The environment is one of
    `qtg.sb3.make_vec_env`, the policy an `MlpPolicy`, and `train_freq` counts steps. Each environment explores by
    itself, where stable-baselines3 lets all of them explore in the same steps.
    """

    def check_rollouts(self) -> None:
        """Checks that steps can be played inside the JVM.

        Raises:
            ArgumentError: The policy or the environment is not of a supported kind, or `train_freq` counts episodes.
        """
        assert self.env is not None
        rollout_env(self.env)
        q_network(self.policy, np.zeros(1))
        if isinstance(self.train_freq, tuple) and TrainFrequencyUnit(self.train_freq[1]) is not TrainFrequencyUnit.STEP:
            raise invalid(ArgumentError, "train_freq", tuple(self.train_freq), "a number of steps")

    def collect_rollouts(
        self,
        env: VecEnv,
        callback: BaseCallback,
        train_freq: TrainFreq,
        replay_buffer: ReplayBuffer,
        action_noise: ActionNoise | None = None,
        learning_starts: int = 0,
        log_interval: int | None = None,
        forced_actions: npt.NDArray[Any] | None = None,
    ) -> RolloutReturn:
        """Adds transitions to the buffer as stable-baselines3 does; the steps are played inside the JVM.

        Args:
            env: Environment of `make_vec_env`, possibly in a `VecNormalize`.
            callback: Callback; it is called once for each step of the vector, after the steps were played.
            train_freq: Number of steps.
            replay_buffer: Buffer that receives the transitions.
            action_noise: None; DQN has no noise.
            learning_starts: Number of steps of all environments with random actions.
            log_interval: Number of episodes between two log entries.
            forced_actions: Actions (steps, n_envs) to take instead of chosen ones.

        Raises:
            ArgumentError: The policy or the environment is not of a supported kind, or `train_freq` counts episodes.
        """
        self.check_rollouts()
        self.policy.set_training_mode(False)
        callback.on_rollout_start()
        episodes = 0
        steps = train_freq.frequency
        epsilons = self._epsilons(steps, env.num_envs, learning_starts)
        played = self.play_rollout(
            env, lambda first, end: q_network(self.policy, epsilons[first:end]), steps, forced_actions
        )
        for collected, step in enumerate(played, 1):
            self.num_timesteps += env.num_envs
            callback.update_locals(
                {
                    "self": self,
                    "env": env,
                    "callback": callback,
                    "replay_buffer": replay_buffer,
                    "num_collected_steps": collected,
                    "actions": step.actions,
                    "new_obs": step.observations,
                    "rewards": step.rewards,
                    "dones": step.dones,
                    "infos": step.infos,
                }
            )
            if not callback.on_step():
                return RolloutReturn(collected * env.num_envs, episodes, continue_training=False)
            episodes += self._take(step, replay_buffer, log_interval)
        callback.on_rollout_end()
        return RolloutReturn(steps * env.num_envs, episodes, continue_training=True)

    def _epsilons(self, steps: int, num_envs: int, learning_starts: int) -> Float64:
        """Returns the probabilities of random actions in the next steps."""
        timesteps = self.num_timesteps + num_envs * np.arange(steps)
        epsilons = [
            self.exploration_rate if step == 0 else self.exploration_schedule(1.0 - done / self._total_timesteps)
            for step, done in enumerate(timesteps.tolist())
        ]
        return np.where(timesteps < learning_starts, 1.0, epsilons)

    def _take(self, step: PlayedStep, replay_buffer: ReplayBuffer, log_interval: int | None) -> int:
        """Stores a step; returns the number of episodes that ended in it."""
        ended = int(step.dones.sum())
        if ended:
            self._update_info_buffer(step.infos, step.dones)
        self._store_transition(replay_buffer, step.actions, step.observations, step.rewards, step.dones, step.infos)
        self._update_current_progress_remaining(self.num_timesteps, self._total_timesteps)
        self._on_step()
        for _ in range(ended):
            self._episode_num += 1
            if log_interval is not None and self._episode_num % log_interval == 0:
                self.dump_logs()
        return ended
