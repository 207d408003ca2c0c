"""Colours of Okabe and Ito, distinguishable with any colour vision, on a dark background."""

from __future__ import annotations

UP = "#56b4e9"
"""Gains, buyers, bids: sky blue."""
DOWN = "#e69f00"
"""Losses, sellers, asks: orange."""
AVERAGE = "#cc79a7"
"""The moving average: purple."""
VWAP = "#f0e442"
"""The volume-weighted price: yellow."""
FAINT = "#8a8f98"
"""Axes and names."""
PLAIN = "#d7dae0"
"""Everything else."""


def of_sign(value: float) -> str:
    """Returns the colour of a gain, a loss, or zero."""
    return UP if value > 0 else DOWN if value < 0 else PLAIN
