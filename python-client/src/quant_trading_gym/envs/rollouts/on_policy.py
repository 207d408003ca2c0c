"""PPO and A2C of stable-baselines3 that collect inside the JVM."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from gymnasium import spaces
from stable_baselines3 import A2C, PPO
from stable_baselines3.common.buffers import RolloutBuffer
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.on_policy_algorithm import OnPolicyAlgorithm
from stable_baselines3.common.utils import obs_as_tensor
from stable_baselines3.common.vec_env import VecEnv

from quant_trading_gym.envs.rollouts.collection import PlayedStep, RolloutAlgorithm
from quant_trading_gym.envs.rollouts.policies import actor_critic
from quant_trading_gym.envs.rollouts.vec_env import rollout_env
from quant_trading_gym.errors import ArgumentError, invalid


class _JvmRollouts(RolloutAlgorithm, OnPolicyAlgorithm):
    """Replaces the collection of PPO and A2C."""

    def check_rollouts(self) -> None:
        """Checks that rollouts can be played inside the JVM.

        Raises:
            ArgumentError: The policy, the buffer or the environment is not of a supported kind.
        """
        assert self.env is not None
        rollout_env(self.env)
        actor_critic(self.policy)
        if type(self.rollout_buffer) is not RolloutBuffer:
            name = type(self.rollout_buffer).__name__
            raise invalid(ArgumentError, "rollout_buffer_class", name, "RolloutBuffer")

    def collect_rollouts(
        self,
        env: VecEnv,
        callback: BaseCallback,
        rollout_buffer: RolloutBuffer,
        n_rollout_steps: int,
        forced_actions: npt.NDArray[Any] | None = None,
    ) -> bool:
        """Fills the buffer as stable-baselines3 does; the steps are played inside the JVM.

        Args:
            env: Environment of `make_vec_env`, possibly in a `VecNormalize`.
            callback: Callback; it is called once for each step of the vector, after the steps were played. The
                environments have then played on. It may stop the training.
            rollout_buffer: Buffer to fill.
            n_rollout_steps: Number of steps of each environment.
            forced_actions: Actions (n_rollout_steps, n_envs, *shape) to take instead of drawn ones.

        Returns:
            Whether the training goes on.

        Raises:
            ArgumentError: The policy, the buffer or the environment is not of a supported kind.
        """
        assert self._last_obs is not None
        self.check_rollouts()
        self.policy.set_training_mode(False)
        rollout_buffer.reset()
        callback.on_rollout_start()
        policy = actor_critic(self.policy)
        steps = self.play_rollout(env, lambda *_: policy, n_rollout_steps, forced_actions)
        for n_steps, step in enumerate(steps):
            self.num_timesteps += env.num_envs
            callback.update_locals(self._locals(env, callback, rollout_buffer, n_rollout_steps, n_steps, step))
            if not callback.on_step():
                return False
            if step.dones.any():
                self._update_info_buffer(step.infos, step.dones)
                self._add_value_of_truncated(step)
            self._add(rollout_buffer, step)
            self._last_obs = step.observations
            self._last_episode_starts = step.dones
        rollout_buffer.full = True
        with torch.no_grad():
            values = self.policy.predict_values(obs_as_tensor(self._last_obs, self.device))
        rollout_buffer.compute_returns_and_advantage(last_values=values, dones=step.dones)
        callback.update_locals({"values": values})
        callback.on_rollout_end()
        return True

    def _locals(
        self,
        env: VecEnv,
        callback: BaseCallback,
        rollout_buffer: RolloutBuffer,
        n_rollout_steps: int,
        n_steps: int,
        step: PlayedStep,
    ) -> dict[str, Any]:
        """Returns what stable-baselines3 shows to callbacks at a step."""
        is_box = isinstance(self.action_space, spaces.Box)
        return {
            "self": self,
            "env": env,
            "callback": callback,
            "rollout_buffer": rollout_buffer,
            "n_rollout_steps": n_rollout_steps,
            "n_steps": n_steps,
            "actions": step.actions,
            "clipped_actions": np.clip(step.actions, -1.0, 1.0) if is_box else step.actions,
            "values": step.values.reshape(-1, 1),
            "log_probs": step.log_probabilities,
            "new_obs": step.observations,
            "rewards": step.rewards,
            "dones": step.dones,
            "infos": step.infos,
        }

    def _add_value_of_truncated(self, step: PlayedStep) -> None:
        """Adds the discounted value of the last observation to the reward of a truncated episode."""
        for index in step.dones.nonzero()[0]:
            info = step.infos[index]
            if info["TimeLimit.truncated"]:
                observation = self.policy.obs_to_tensor(info["terminal_observation"])[0]
                with torch.no_grad():
                    value = self.policy.predict_values(observation)[0]
                step.rewards[index] += self.gamma * value

    def _add(self, buffer: RolloutBuffer, step: PlayedStep) -> None:
        """Adds a step as `RolloutBuffer.add` does, from arrays."""
        at = buffer.pos
        buffer.observations[at] = self._last_obs
        buffer.actions[at] = step.actions.reshape(buffer.n_envs, buffer.action_dim)
        buffer.rewards[at] = step.rewards
        buffer.episode_starts[at] = self._last_episode_starts
        buffer.values[at] = step.values
        buffer.log_probs[at] = step.log_probabilities
        buffer.pos += 1


class JvmRolloutPPO(_JvmRollouts, PPO):
    """PPO of stable-baselines3 whose rollouts are played inside the JVM.

    It takes the arguments of `stable_baselines3.PPO`, and their saved models are the same. The environment is one of
    `qtg.sb3.make_vec_env`, the policy an `MlpPolicy`. The actions are drawn from a stream of their own: a seed gives
    other actions than in stable-baselines3.
    """


class JvmRolloutA2C(_JvmRollouts, A2C):
    """A2C of stable-baselines3 whose rollouts are played inside the JVM: see `JvmRolloutPPO`."""
