"""A bitmap with operations for lines, areas and text."""

from __future__ import annotations

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
        before = np.nan
        for column, row in enumerate(rows, start=left):
            if np.isfinite(row):
                start = row if np.isnan(before) else before
                self.area(round(min(start, row)), round(max(start, row)) + thickness, column, column + 1, color)
            before = row

    def bars(self, left: int, rows: Numbers, base: int, color: str) -> None:
        """Fills the columns from `left` on between the row `base` and the given rows."""
        for column, row in enumerate(rows, start=left):
            self.area(round(min(row, base)), round(max(row, base)), column, column + 1, color)

    def text(self, top: int, left: int, text: str, color: str, scale: int = 2) -> int:
        """Draws a line of text and returns the column after it."""
        mask = text_mask(text, scale)
        height, width = mask.shape
        target = self.pixels[top : top + height, left : left + width]
        target[mask[: target.shape[0], : target.shape[1]]] = _rgb(color)
        return left + int(width)


def _rgb(color: str) -> Pixels:
    """The colour `#rrggbb`."""
    return np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8)
