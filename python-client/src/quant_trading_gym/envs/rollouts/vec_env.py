"""Vectors of environments whose steps a policy can play inside the JVM."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from stable_baselines3.common.vec_env import VecCheckNan, VecEnv, VecEnvWrapper, VecMonitor, VecNormalize

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.transport.rollouts import RolloutBatch, RolloutPlan, Scaling

_WRAPPERS = (VecNormalize, VecMonitor, VecCheckNan)
_SUPPORTED = "an environment of qtg.sb3.make_vec_env, wrapped by VecNormalize, VecMonitor and VecCheckNan at most"


class RolloutVecEnv(VecEnv):
    """A `VecEnv` that can play a plan inside the JVM.

    After `play`, `step_wait` returns the played steps one by one, so that wrappers see each of them.
    """

    @abstractmethod
    def play(self, plan: RolloutPlan) -> RolloutBatch:
        """Plays the steps of a plan."""

    @property
    @abstractmethod
    def obstacle(self) -> str:
        """The option for which `play` cannot give what `step_wait` is asked for; empty if there is none."""


def rollout_env(env: VecEnv) -> RolloutVecEnv:
    """Returns the innermost environment of `env`.

    Raises:
        ArgumentError: It cannot play inside the JVM, or a wrapper changes observations, actions or ends.
    """
    inner = env
    normalizations = 0
    while isinstance(inner, VecEnvWrapper):
        if type(inner) not in _WRAPPERS:
            raise invalid(ArgumentError, "env", type(inner).__name__, _SUPPORTED)
        normalizations += isinstance(inner, VecNormalize)
        inner = inner.venv
    if not isinstance(inner, RolloutVecEnv):
        raise invalid(ArgumentError, "env", type(inner).__name__, _SUPPORTED)
    if inner.obstacle:
        allowed = f"{_SUPPORTED}, without {inner.obstacle}; the algorithms of stable-baselines3 take it"
        raise invalid(ArgumentError, "env", f"one with {inner.obstacle}", allowed)
    if normalizations > 1:
        raise invalid(ArgumentError, "env", f"{normalizations} x VecNormalize", "at most one")
    return inner


def normalization(env: VecEnv) -> VecNormalize | None:
    """Returns the wrapper that normalises observations, if any."""
    while isinstance(env, VecEnvWrapper):
        if isinstance(env, VecNormalize) and env.norm_obs:
            return env
        env = env.venv
    return None


def scaling_of(normalize: VecNormalize) -> Scaling:
    """Returns the normalisation with the statistics of now."""
    statistics: Any = normalize.obs_rms  # a dict for Dict observations, which these environments do not have
    return Scaling(
        means=statistics.mean,
        variances=statistics.var,
        epsilon=normalize.epsilon,
        limit=normalize.clip_obs,
    )
