"""What the exchange and the scheme refuse is told by reason, over every carrier."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from quant_trading_gym.envs.single import TradingEnv
from quant_trading_gym.envs.vector import VectorTradingEnv

SCENARIO = "market-making"
EMPTY: dict[str, Any] = {
    "population": [],
    "session": {"warmup": "0s"},
    "episode": {"start": "1s", "duration": "5s", "decision_interval": "1s"},
    "observation": ["refusals"],
    "action": {"type": "direction", "quantity": 10},
}
SHORTS: dict[str, Any] = EMPTY | {"instruments": [{"symbol": "A", "shares_outstanding": 1000, "borrow": {"pool": 5}}]}
BUY, HOLD, SELL = 0, 1, 2
CARRIERS = ("inprocess", "local", "grpc") if sys.platform == "linux" else ("grpc",)


@pytest.mark.parametrize("transport", CARRIERS)
def test_refused_orders_are_counted_by_reason(transport: Any) -> None:
    env = TradingEnv(scenario=SCENARIO, overrides=SHORTS, transport=transport)
    reasons = env.environment_spec.refusal_reasons
    _, info = env.reset(seed=1)
    assert info["refusals"].dtype == np.int64 and info["refusals"].tolist() == [0] * len(reasons)
    observation, *_, first = env.step(SELL)
    assert dict(zip(reasons, first["refusals"].tolist(), strict=True))["no_shares_to_borrow"] == 1
    assert observation[reasons.index("no_shares_to_borrow")] == 1 and observation.sum() == 1
    observation, *_, second = env.step(BUY)
    assert second["refusals"][reasons.index("market_remainder")] == 1
    assert (first["interventions"], second["interventions"]) == (1, 2)
    assert first["refusals"].sum() == 1 and not np.shares_memory(first["refusals"], second["refusals"])
    observation, *_ = env.step(HOLD)
    assert observation.sum() == 0
    env.close()


@pytest.mark.parametrize("transport", CARRIERS)
def test_vectors_stack_them_at_the_ends_of_episodes(transport: Any) -> None:
    envs = VectorTradingEnv(scenario=SCENARIO, num_envs=2, overrides=EMPTY, transport=transport)
    reasons = envs.environment_spec.refusal_reasons
    envs.reset(seed=1)
    for _ in range(5):
        *_, terminated, _, infos = envs.step(np.array([BUY, HOLD]))
    assert terminated.all()
    refusals = infos["refusals"]
    assert refusals.shape == (2, len(reasons)) and refusals.dtype == np.int64
    assert refusals[:, reasons.index("market_remainder")].tolist() == [5, 0]
    assert refusals.sum(axis=1).tolist() == infos["interventions"].tolist()
    envs.close()
