"""Bars of block characters with a resolution of one eighth of a cell."""

from __future__ import annotations

_ACROSS = " ▏▎▍▌▋▊▉█"
_UPWARD = " ▁▂▃▄▅▆▇█"


def across(fraction: float, width: int) -> str:
    """Returns a horizontal bar over `fraction` of `width` cells; a positive fraction is always visible."""
    eighths = round(min(max(fraction, 0.0), 1.0) * width * 8)
    if fraction > 0:
        eighths = max(1, eighths)
    whole, part = divmod(eighths, 8)
    return ("█" * whole + (_ACROSS[part] if part else "")).ljust(width)


def upward(fraction: float, height: int) -> list[str]:
    """Returns the cells of a vertical bar, top first; a positive fraction is always visible."""
    eighths = round(min(max(fraction, 0.0), 1.0) * height * 8)
    if fraction > 0:
        eighths = max(1, eighths)
    return [_UPWARD[min(8, max(0, eighths - 8 * below))] for below in reversed(range(height))]
