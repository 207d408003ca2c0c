"""The Gymnasium ids of this package; each id maps to a scenario."""

from __future__ import annotations

import gymnasium

from quant_trading_gym.spec._catalogue import ENVIRONMENTS

NAMESPACE = "QuantTradingGym"

__all__ = ["ENVIRONMENTS", "NAMESPACE", "default_scenario", "register_all"]


def register_all() -> None:
    """Registers every id once; the import of the package calls this function."""
    for environment_id, scenario in ENVIRONMENTS.items():
        if environment_id not in gymnasium.registry:
            gymnasium.register(
                id=environment_id,
                entry_point="quant_trading_gym.envs.single:TradingEnv",
                vector_entry_point="quant_trading_gym.envs.vector:VectorTradingEnv",
                kwargs={"scenario": scenario},
            )


def default_scenario(environment_id: str) -> str:
    """Returns the scenario of an id with or without namespace; any other text is returned as the scenario name."""
    name = environment_id.removeprefix(f"{NAMESPACE}/")
    return ENVIRONMENTS.get(f"{NAMESPACE}/{name}", environment_id)
