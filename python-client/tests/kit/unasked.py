"""A connection in the place of a server: it notes what was asked, and nothing is played."""

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
    """Sources of scenarios are their arguments."""

    def scenario_source(self, scenario: Any, overrides: Any = None) -> tuple[Any, Any]:
        return scenario, overrides


def connect_to_nothing(monkeypatch: pytest.MonkeyPatch, problem: BaseException | None = None) -> None:
    """Simulations get a connection without a server, or `problem` where they ask for one."""

    def connect(**place: Any) -> Unasked:
        if problem is not None:
            raise problem
        return Unasked()

    for name in CONNECTS:
        monkeypatch.setattr(name, connect)
