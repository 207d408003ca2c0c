"""Lengths drawn with block characters, an eighth of a cell exact."""

from __future__ import annotations

_ACROSS = " ▏▎▍▌▋▊▉█"
_UPWARD = " ▁▂▃▄▅▆▇█"


def across(fraction: float, width: int) -> str:
    """A bar to the right that fills `fraction` of `width` cells; what is not nothing shows."""
    eighths = round(min(max(fraction, 0.0), 1.0) * width * 8)
    if fraction > 0:
        eighths = max(1, eighths)
    whole, part = divmod(eighths, 8)
    return ("█" * whole + (_ACROSS[part] if part else "")).ljust(width)


def upward(fraction: float, height: int) -> list[str]:
    """The cells of a bar that grows upward, top first; what is not nothing shows."""
    eighths = round(min(max(fraction, 0.0), 1.0) * height * 8)
    if fraction > 0:
        eighths = max(1, eighths)
    return [_UPWARD[min(8, max(0, eighths - 8 * below))] for below in reversed(range(height))]
