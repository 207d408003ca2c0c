"""Colours of all pictures on a white background.

The colours are those of Okabe and Ito, which are distinguishable with any colour vision. Their yellow is left out,
because it is not readable on white.
"""

from __future__ import annotations

from dataclasses import dataclass

BLUE, VERMILLION, GREEN = "#0072b2", "#d55e00", "#009e73"
PURPLE, ORANGE, SKY, BLACK = "#cc79a7", "#e69f00", "#56b4e9", "#000000"
COLORS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
"""Colours of series, in order of use."""

BUY, SELL = BLUE, VERMILLION
"""Bids, buyers and gains; asks, sellers and losses."""

INK, GRID, ZERO = "#333333", "#e4e4e4", "#999999"
"""Text and axes; grid; line at zero."""

_DASHES = ("-", "--", ":", "-.")
_MARKERS = ("", "o", "s")


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesStyle:
    """Colour, Matplotlib line style and marker of a series."""

    color: str
    dash: str
    marker: str


def series_style(index: int) -> SeriesStyle:
    """Returns the style of a series; 84 styles differ: first in colour, then in dashes, then in markers."""
    colors, dashes = len(COLORS), len(_DASHES)
    return SeriesStyle(
        color=COLORS[index % colors],
        dash=_DASHES[index // colors % dashes],
        marker=_MARKERS[index // (colors * dashes) % len(_MARKERS)],
    )
