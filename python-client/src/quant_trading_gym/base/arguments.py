"""Checks of arguments."""

from __future__ import annotations

import numpy as np

from quant_trading_gym.errors import ArgumentError, invalid


def check_count(field: str, value: int, *, low: int = 1, high: int = (1 << 31) - 1) -> int:
    """Returns `value` as an integer after a range check; the default range is the positive 32-bit integers.

    Raises:
        ArgumentError: `value` is not an integer from `low` to `high`.
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not low <= value <= high:
        raise invalid(ArgumentError, field, value, f"an integer from {low} to {high}")
    return int(value)
