"""The command `qtg`."""

from __future__ import annotations

from quant_trading_gym.cli.program import main

__all__ = ["main"]
