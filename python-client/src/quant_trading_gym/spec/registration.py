"""The Gymnasium ids of this package: each names the scenario that it plays."""

from __future__ import annotations

import gymnasium

NAMESPACE = "QuantTradingGym"

ENVIRONMENTS = {
    "MarketMaking-v0": "market-making",
    "OrderExecution-v0": "order-execution",
    "DailyInvestor-v0": "daily-investor",
}


def register_all() -> None:
    """Registers every id once; importing the package does so."""
    for name, scenario in ENVIRONMENTS.items():
        environment_id = f"{NAMESPACE}/{name}"
        if environment_id not in gymnasium.registry:
            gymnasium.register(
                id=environment_id,
                entry_point="quant_trading_gym.envs.single:TradingEnv",
                vector_entry_point="quant_trading_gym.envs.vector:VectorTradingEnv",
                kwargs={"scenario": scenario},
            )


def default_scenario(environment_id: str) -> str:
    """The scenario of an id, given with or without namespace; any other text is taken for a scenario's name."""
    return ENVIRONMENTS.get(environment_id.removeprefix(f"{NAMESPACE}/"), environment_id)
