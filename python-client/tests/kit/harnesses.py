"""Shared helpers of the tests with third-party libraries."""

from __future__ import annotations

from typing import Any

import gymnasium as gym

import quant_trading_gym as qtg
from quant_trading_gym.spec.registration import ENVIRONMENTS

assert qtg.__version__  # the import of the package registers the ids
IDS = tuple(ENVIRONMENTS)
MARKET_MAKING = "QuantTradingGym/MarketMaking-v0"
CONTINUOUS = "QuantTradingGym/MarketMakingContinuous-v0"
LAZY_ID = "quant_trading_gym:QuantTradingGym/MarketMaking-v0"
"""For libraries that create environments in processes without an import of the package."""
SHORT: dict[str, Any] = {"episode": {"duration": "60s"}}


def play(env: gym.Env[Any, Any], *, episodes: int) -> float:
    """Plays random actions and returns the sum of all rewards."""
    env.action_space.seed(0)
    total = 0.0
    for seed in range(episodes):
        observation, _ = env.reset(seed=seed)
        ended = False
        while not ended:
            observation, reward, terminated, truncated, _ = env.step(env.action_space.sample())
            assert env.observation_space.contains(observation)
            total += float(reward)
            ended = terminated or truncated
    return total
