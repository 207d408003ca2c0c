"""Realism of simulated markets: stylised facts of simulations compared with real order books."""

from __future__ import annotations

from quant_trading_gym.markets.series import MarketSeries
from quant_trading_gym.realism.assessment import FACTS, RealismReport, assess
from quant_trading_gym.realism.fact import Band, Estimate, Fact, Finding, Measure, find
from quant_trading_gym.realism.lobster import read_lobster
from quant_trading_gym.realism.reference import Reference
from quant_trading_gym.realism.simulated_series import simulate_series

__all__ = [
    "FACTS",
    "Band",
    "Estimate",
    "Fact",
    "Finding",
    "MarketSeries",
    "Measure",
    "RealismReport",
    "Reference",
    "assess",
    "find",
    "read_lobster",
    "simulate_series",
]
