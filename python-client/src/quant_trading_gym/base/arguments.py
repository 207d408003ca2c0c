"""Checks of arguments."""

from __future__ import annotations

import numpy as np

from quant_trading_gym.errors import ArgumentError, invalid


def check_count(field: str, value: int, *, low: int = 1, high: int = (1 << 31) - 1) -> int:
    """Checks that `value` is an integer from `low` to `high`, by default any positive 32-bit one."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= value <= high:
        raise invalid(ArgumentError, field, value, f"an integer from {low} to {high}")
    return int(value)
