"""Generated from the scenarios of gym-env by scripts/generate_catalogue.py; do not edit."""

from __future__ import annotations

ENVIRONMENTS: dict[str, str] = {
    "QuantTradingGym/DailyInvestor-v0": "daily-investor",
    "QuantTradingGym/MarketMaking-v0": "market-making",
    "QuantTradingGym/MarketMakingContinuous-v0": "market-making-continuous",
    "QuantTradingGym/OrderExecution-v0": "order-execution",
}
"""The scenario of each Gymnasium id."""
