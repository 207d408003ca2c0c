"""A fake connection without a server."""

from __future__ import annotations

from typing import Any

import pytest

CONNECTS = (
    "quant_trading_gym.markets.simulation.connect",
    "quant_trading_gym.markets.pnl.connect",
    "quant_trading_gym.realism.simulated_series.connect",
    "quant_trading_gym.cli.benchmark.connect",
)


class Unasked:
    """Fake connection; the source of a scenario is its arguments."""

    build = "0.1.0 (test)"

    def scenario_source(self, scenario: Any, overrides: Any = None) -> tuple[Any, Any]:
        return scenario, overrides

    def policy_hashes(self, source: tuple[Any, Any]) -> dict[str, str]:
        return {}


def connect_to_nothing(monkeypatch: pytest.MonkeyPatch, problem: BaseException | None = None) -> None:
    """Replaces the connection of simulations by a fake connection, or raises `problem`."""

    def connect(**place: Any) -> Unasked:
        if problem is not None:
            raise problem
        return Unasked()

    for name in CONNECTS:
        monkeypatch.setattr(name, connect)
