"""A bitmap with operations for lines, areas, marks and text."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from quant_trading_gym.envs.bitmap_font import text_mask

Pixels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float64]


class Canvas:
    """Pixels of shape (height, width, 3), with the origin at the top left. Drawing is clipped to the picture."""

    def __init__(self, height: int, width: int, background: str) -> None:
        self.pixels: Pixels = np.empty((height, width, 3), dtype=np.uint8)
        self.pixels[:] = _rgb(background)

    def area(self, top: int, bottom: int, left: int, right: int, color: str) -> None:
        """Fills the rows from `top` to before `bottom`, and the columns from `left` to before `right`."""
        self.pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = _rgb(color)

    def curve(self, left: int, rows: Numbers, color: str, thickness: int = 2) -> None:
        """Draws a line with one row for each column from `left` on; a NaN row leaves a gap."""
        before = np.concatenate([rows[:1], rows[:-1]])
        start = np.where(np.isfinite(before), before, rows)
        self._columns(left, np.fmin(start, rows), np.fmax(start, rows) + thickness, np.isfinite(rows), color)

    def bars(self, left: int, rows: Numbers, base: int, color: str) -> None:
        """Fills the columns from `left` on between the row `base` and the given rows."""
        self._columns(left, np.fmin(rows, base), np.fmax(rows, base), np.isfinite(rows), color)

    def _columns(self, left: int, tops: Numbers, bottoms: Numbers, shown: npt.NDArray[np.bool_], color: str) -> None:
        count = min(len(tops), self.pixels.shape[1] - left)
        if not shown[:count].any():
            return
        first = np.where(shown, np.rint(tops), np.inf)[:count]
        last = np.where(shown, np.rint(bottoms), -np.inf)[:count]
        top, bottom = max(0, int(first.min())), max(0, int(last.max()))
        target = self.pixels[top:bottom, left : left + count]
        rows = np.arange(top, top + target.shape[0])[:, None]
        target[(rows >= first) & (rows < last)] = _rgb(color)

    def triangle(self, row: int, column: int, size: int, *, up: bool, color: str) -> None:
        """Draws a triangle with its tip at (row, column), `size` rows high, in `color` with a white border."""
        for mask, border, shade in ((_triangle(size + 2, up), 1, "#ffffff"), (_triangle(size, up), 0, color)):
            height, width = mask.shape
            top, left = (row - border if up else row - height + 1 + border), column - width // 2
            above, before = max(0, -top), max(0, -left)
            target = self.pixels[max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)]
            inside = mask[above : above + target.shape[0], before : before + target.shape[1]]
            target[inside] = _rgb(shade)

    def text(self, top: int, left: int, text: str, color: str, scale: int = 2) -> int:
        """Draws a line of text and returns the column after it."""
        mask = text_mask(text, scale)
        height, width = mask.shape
        target = self.pixels[top : top + height, left : left + width]
        target[mask[: target.shape[0], : target.shape[1]]] = _rgb(color)
        return left + int(width)


@functools.cache
def _triangle(size: int, up: bool) -> npt.NDArray[np.bool_]:
    """Returns the pixels of a triangle (size, about size)."""
    half = np.arange(size) // 2
    widest = int(half[-1])
    mask = np.abs(np.arange(-widest, widest + 1)) <= half[:, None]
    return mask if up else mask[::-1]


@functools.cache
def _rgb(color: str) -> Pixels:
    """The colour `#rrggbb`."""
    return np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8)
