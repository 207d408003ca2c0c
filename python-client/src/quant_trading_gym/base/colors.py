"""Colours and line styles of all pictures on a white background.

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
    """Returns the style of a series; 84 styles differ.

    Dashes and markers change with the colour, so that series stay apart in a picture of few colours, which merges
    orange with vermillion.
    """
    return SeriesStyle(
        color=COLORS[index % len(COLORS)],
        dash=_DASHES[index % len(_DASHES)],
        marker=_MARKERS[index // len(COLORS) % len(_MARKERS)],
    )
