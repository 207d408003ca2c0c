"""The Gymnasium ids of this package: each names the scenario that it plays."""

from __future__ import annotations

import gymnasium

from quant_trading_gym.spec._catalogue import ENVIRONMENTS

NAMESPACE = "QuantTradingGym"

__all__ = ["ENVIRONMENTS", "NAMESPACE", "default_scenario", "register_all"]


def register_all() -> None:
    """Registers every id once; importing the package does so."""
    for environment_id, scenario in ENVIRONMENTS.items():
        if environment_id not in gymnasium.registry:
            gymnasium.register(
                id=environment_id,
                entry_point="quant_trading_gym.envs.single:TradingEnv",
                vector_entry_point="quant_trading_gym.envs.vector:VectorTradingEnv",
                kwargs={"scenario": scenario},
            )


def default_scenario(environment_id: str) -> str:
    """The scenario of an id, given with or without namespace; any other text is taken for a scenario's name."""
    name = environment_id.removeprefix(f"{NAMESPACE}/")
    return ENVIRONMENTS.get(f"{NAMESPACE}/{name}", environment_id)
