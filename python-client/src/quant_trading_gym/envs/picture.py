"""The picture of an episode: price, own quotes and position; without a price, the equity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quant_trading_gym.base.colors import COLORS
from quant_trading_gym.base.text import clock
from quant_trading_gym.envs.canvas import Canvas, Numbers, Pixels
from quant_trading_gym.transport.step_batch import EpisodeInfo

HEIGHT, WIDTH = 480, 640
_LEFT, _RIGHT = 92, 624
_TOP, _MIDDLE = (76, 316), (348, 460)  # rows of the two panels
_PAPER, _PANEL, _GRID, _INK = "#ffffff", "#f6f7f9", "#dfe3e8", "#333a42"
_PRICE, _ASK, _BID, _POSITION = COLORS[0], COLORS[1], COLORS[2], COLORS[3]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values on the rows of a panel."""

    low: float
    high: float
    rows: tuple[int, int]

    def row(self, value: Numbers) -> Numbers:
        top, bottom = self.rows
        return bottom - 2 - (value - self.low) / (self.high - self.low) * (bottom - top - 4)


class EpisodePicture:
    """The history of an episode and its drawing."""

    def __init__(self, steps: int) -> None:
        """Creates an empty picture.

        Args:
            steps: Number of steps over the whole width; longer episodes are compressed.
        """
        self._steps = steps
        self._moments: list[tuple[float, float, float, float, float]] = []
        self._now: EpisodeInfo | None = None

    def begin(self, info: EpisodeInfo) -> None:
        """Clears the history and adds the first point."""
        self._moments.clear()
        self.add(info)

    def add(self, info: EpisodeInfo) -> None:
        """Adds a point."""
        self._now = info
        self._moments.append((*info.quotes, _position(info), float(info.values["equity"])))

    def draw(self) -> Pixels | None:
        """Returns a new picture, (480, 640, 3); None before the first point."""
        if self._now is None:
            return None
        canvas = Canvas(HEIGHT, WIDTH, _PAPER)
        _headline(canvas, self._now)
        mid, bid, ask, position, equity = np.array(self._moments).T
        has_price = bool(np.isfinite(mid).any())
        shown = [(mid, _PRICE), (bid, _BID), (ask, _ASK)] if has_price else [(equity, _PRICE)]
        scale = _scale(np.concatenate([values for values, _ in shown]), _TOP, 4.0 if has_price else 1.0)
        _panel(canvas, scale, decimals=0 if scale.high - scale.low >= 3 else 2)
        for values, color in reversed(shown):
            canvas.curve(_LEFT, scale.row(self._columns(values)), color)
        largest = max(1.0, float(np.abs(position).max()))
        _draw_position(canvas, self._columns(position), largest)
        return canvas.pixels

    def _columns(self, values: Numbers) -> Numbers:
        """Returns the value at each column of pixels up to the current step."""
        width, count = _RIGHT - _LEFT, len(values)
        last = max(self._steps, count - 1)
        columns = np.arange(1 + (count - 1) * (width - 1) // last)
        return values[np.minimum(columns * last // (width - 1), count - 1)]


def _position(info: EpisodeInfo) -> float:
    lots = info.values["position"]
    return float(lots[info.instrument]) if len(lots) else 0.0


def _headline(canvas: Canvas, info: EpisodeInfo) -> None:
    column = canvas.text(14, 16, f"{clock(int(info.values['time_nanos']))}   ", _INK)
    for name, value, color in zip(("mid", "bid", "ask"), info.quotes, (_PRICE, _BID, _ASK), strict=True):
        if np.isfinite(value):
            column = canvas.text(14, column, f"{name} {value:.10g}  ", color)
    values = info.values
    canvas.text(42, 16, f"P&L {values['pnl']:.2f}  equity {values['equity']:.2f}  fees {values['fees']:.2f}", _INK)


def _draw_position(canvas: Canvas, position: Numbers, largest: float) -> None:
    scale = _Scale(-largest, largest, _MIDDLE)
    _panel(canvas, scale, decimals=0)
    zero = round(float(scale.row(np.zeros(1))[0]))
    canvas.bars(_LEFT, scale.row(position), zero, _POSITION)
    canvas.area(zero, zero + 1, _LEFT, _RIGHT, _INK)
    canvas.text(_MIDDLE[0] - 18, _LEFT, f"position {position[-1]:.0f}", _POSITION)


def _scale(values: Numbers, rows: tuple[int, int], least: float) -> _Scale:
    """Returns a scale with a margin around the values, at least `least` high."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    air = max(0.08 * (high - low), (least - (high - low)) / 2)
    return _Scale(low - air, high + air, rows)


def _panel(canvas: Canvas, scale: _Scale, *, decimals: int) -> None:
    top, bottom = scale.rows
    canvas.area(top, bottom, _LEFT, _RIGHT, _PANEL)
    for part in (0.0, 0.5, 1.0):
        value = scale.low + part * (scale.high - scale.low)
        row = round(float(scale.row(np.array([value]))[0]))
        canvas.area(row, row + 1, _LEFT, _RIGHT, _GRID)
        label = f"{value:.{decimals}f}"
        size = 2 if len(label) <= 6 else 1
        canvas.text(row - 3 * size, _LEFT - 8 - 6 * size * len(label), label, _INK, size)
