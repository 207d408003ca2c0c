"""Parts that Matplotlib charts share. Requires Matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MultipleLocator

from quant_trading_gym.base.colors import BUY, SELL
from quant_trading_gym.base.text import clock

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDES = LinearSegmentedColormap.from_list("sides", [SELL, "#ffffff", BUY])
"""Colours from asks over white to bids."""

_NANOS = 1_000_000_000  # in a second
_MOST_LABELS = 8
_STEPS_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)


def clock_axis(axes: Axes) -> None:
    """Labels the horizontal axis, in hours since midnight, with at most nine round clock times such as 09:30."""
    low, high = axes.get_xlim()
    seconds = (high - low) * 3600
    step = next((s for s in _STEPS_SECONDS if seconds / s <= _MOST_LABELS), _STEPS_SECONDS[-1])
    axes.xaxis.set_major_locator(MultipleLocator(step / 3600))
    axes.xaxis.set_major_formatter(lambda hours, _: clock(round(hours * 3600) * _NANOS, seconds=step < 60))
