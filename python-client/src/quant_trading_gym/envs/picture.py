"""The picture of an episode: price with own quotes and fills, book, position and P&L."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quant_trading_gym.base.colors import BUY, GREEN, INK, PURPLE, SELL
from quant_trading_gym.base.text import clock
from quant_trading_gym.envs.canvas import Canvas, Numbers, Pixels
from quant_trading_gym.transport.displays import BookLevel, Display, OwnFill
from quant_trading_gym.transport.step_batch import EpisodeInfo

HEIGHT, WIDTH = 480, 640
_LEFT, _RIGHT = 82, 440  # columns of the panels over time
_BOOK, _EDGE = 456, 632  # columns of the book and of the figures
_PRICE_ROWS, _POSITION_ROWS, _PNL_ROWS = (68, 276), (306, 366), (394, 454)
_TIMES_ROW = 460
_CAPTION = 16  # rows from a caption to its panel
_LEVELS, _LEVEL_ROWS = 6, 16
_HEADLINES = (6, 28)
_PAPER, _PANEL, _GRID, _FAINT = "#ffffff", "#f6f7f9", "#dfe3e8", "#6b7280"
_MARK = 9  # rows of the mark of a fill
_SMALL, _LARGE = 1, 2
_SPACING = 18  # rows between two labels


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureMoment:
    """State of an episode after a step.

    Attributes:
        time_nanos: Market time, since midnight.
        mid_ticks: Mid price of the displayed instrument; NaN if there is none.
        position: Position in the displayed instrument, in lots.
        equity: Equity in currency.
        pnl: P&L of the episode in currency.
        fees: Fees of the episode in currency.
        episode_return: Sum of the rewards.
        steps: Number of steps of the episode.
        display: Book, own orders, and own fills since the last moment.
    """

    time_nanos: int
    mid_ticks: float
    position: float
    equity: float
    pnl: float
    fees: float
    episode_return: float
    steps: int
    display: Display


def moment_of(info: EpisodeInfo, display: Display) -> PictureMoment:
    """Returns the moment of an environment."""
    lots = info.values["position"]
    return PictureMoment(
        time_nanos=int(info.values["time_nanos"]),
        mid_ticks=info.quotes[0],
        position=float(lots[info.instrument]) if len(lots) else 0.0,
        equity=float(info.values["equity"]),
        pnl=float(info.values["pnl"]),
        fees=float(info.values["fees"]),
        episode_return=info.episode_return,
        steps=info.episode_length,
        display=display,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values on the rows of a panel."""

    low: float
    high: float
    rows: tuple[int, int]

    def row(self, value: Numbers) -> Numbers:
        top, bottom = self.rows
        return bottom - 2 - (value - self.low) / (self.high - self.low) * (bottom - top - 4)

    def at(self, value: float) -> int:
        return round(float(self.row(np.array([value]))[0]))


class EpisodePicture:
    """The history of an episode and its drawing."""

    def __init__(self, steps: int, *, stride: int = 1) -> None:
        """Creates an empty picture.

        Args:
            steps: Number of steps over the whole width; longer episodes are compressed.
            stride: Number of steps between two moments.
        """
        self._all_steps = steps
        self._steps = math.ceil(steps / stride)
        self._symbol = ""
        self._history: list[tuple[float, float, float, float, float, float]] = []
        self._fills: list[tuple[int, OwnFill]] = []
        self._lots = {True: 0, False: 0}  # bought, sold
        self._first: PictureMoment | None = None
        self._now: PictureMoment | None = None

    def begin(self, moment: PictureMoment, symbol: str) -> None:
        """Clears the history and adds the first moment; `symbol` is that of the displayed instrument."""
        self._symbol = symbol
        self._history.clear()
        self._fills.clear()
        self._lots = {True: 0, False: 0}
        self._first = moment
        self.add(moment)

    def add(self, moment: PictureMoment) -> None:
        """Adds a moment."""
        self._now = moment
        orders = moment.display.orders
        bid = max((order.price_ticks for order in orders if order.buy), default=np.nan)
        ask = min((order.price_ticks for order in orders if not order.buy), default=np.nan)
        self._history.append((moment.mid_ticks, bid, ask, moment.position, moment.equity, moment.pnl))
        for fill in moment.display.fills:
            self._fills.append((len(self._history) - 1, fill))
            self._lots[fill.buy] += fill.quantity_lots

    def draw(self) -> Pixels | None:
        """Returns a new picture, (480, 640, 3); None before the first moment."""
        if self._now is None:
            return None
        canvas = Canvas(HEIGHT, WIDTH, _PAPER)
        mid, bid, ask, position, equity, pnl = np.array(self._history).T
        _headline(canvas, self._now, self._symbol)
        if np.isfinite(mid).any():
            self._draw_price(canvas, mid, bid, ask, self._now.display.tick_size)
        else:
            self._draw_line(canvas, equity, "equity", _PRICE_ROWS)
        largest = max(1.0, float(np.abs(position).max()))
        scale = _Scale(-largest, largest, _POSITION_ROWS)
        _panel(canvas, scale, "position, lots", PURPLE, (-largest, 0.0, largest), decimals=0)
        canvas.bars(_LEFT, scale.row(self._columns(position)), scale.at(0.0), PURPLE)
        canvas.area(scale.at(0.0), scale.at(0.0) + 1, _LEFT, _RIGHT, _FAINT)
        self._draw_line(canvas, pnl, "P&L, currency", _PNL_ROWS)
        self._draw_times(canvas)
        _draw_book(canvas, self._now)
        self._draw_figures(canvas, self._now)
        return canvas.pixels

    def _draw_price(self, canvas: Canvas, mid: Numbers, bid: Numbers, ask: Numbers, tick: float) -> None:
        fills = np.array([fill.price_ticks for _, fill in self._fills], dtype=np.float64)
        scale = _scale(np.concatenate([mid, bid, ask, fills]) * tick, _PRICE_ROWS, 4.0 * tick)
        labels = _labels(scale, _SPACING)
        _panel(canvas, scale, "", INK, labels, decimals=_decimals(labels, tick))
        for values, color in ((ask, SELL), (bid, BUY), (mid, INK)):
            canvas.curve(_LEFT, scale.row(self._columns(values * tick)), color)
        marks = {(self._column(index), fill.price_ticks, fill.buy): None for index, fill in self._fills}
        for column, price_ticks, buy in marks:
            canvas.triangle(scale.at(price_ticks * tick), column, _MARK, up=buy, color=BUY if buy else SELL)
        row, column = _PRICE_ROWS[0] - _CAPTION, _LEFT
        for name, color in (("mid", INK), ("own bid", BUY), ("own ask", SELL)):
            column = canvas.text(row, column, f"{name} ", color)
        for name, buy in (("bought", True), ("sold", False)):
            canvas.triangle(row + (2 if buy else 10), column + 4, _MARK, up=buy, color=BUY if buy else SELL)
            column = canvas.text(row + 4, column + 12, f"{name}  ", BUY if buy else SELL, _SMALL)

    def _draw_line(self, canvas: Canvas, values: Numbers, caption: str, rows: tuple[int, int]) -> None:
        scale = _scale(np.append(values, 0.0) if caption.startswith("P&L") else values, rows, 1.0)
        labels = _labels(scale, _SPACING)
        _panel(canvas, scale, caption, GREEN, labels, decimals=_decimals(labels, 0.01))
        canvas.curve(_LEFT, scale.row(self._columns(values)), GREEN)

    def _draw_times(self, canvas: Canvas) -> None:
        first, now, count = self._first, self._now, len(self._history)
        if first is None or now is None:
            return
        canvas.text(_TIMES_ROW, _LEFT, clock(first.time_nanos), INK)
        if count > 1:
            last = max(self._steps, count - 1)
            end = first.time_nanos + (now.time_nanos - first.time_nanos) * last // (count - 1)
            text = clock(end)
            canvas.text(_TIMES_ROW, _RIGHT - 12 * len(text) + 2, text, INK)

    def _draw_figures(self, canvas: Canvas, now: PictureMoment) -> None:
        figures = [
            ("step", f"{now.steps}/{self._all_steps}"),
            ("return", _short(now.episode_return)),
            ("equity", _short(now.equity)),
            ("fees", _short(now.fees)),
            ("bought", _short(self._lots[True])),
            ("sold", _short(self._lots[False])),
        ]
        for i, (name, text) in enumerate(figures):
            row = _POSITION_ROWS[0] + 26 * i
            color = {"bought": BUY, "sold": SELL}.get(name, INK)
            canvas.text(row, _BOOK, name, _FAINT if color == INK else color)
            canvas.text(row, _EDGE - 12 * len(text), text, color)

    def _column(self, index: int) -> int:
        return _LEFT + index * (_RIGHT - _LEFT - 1) // max(self._steps, len(self._history) - 1)

    def _columns(self, values: Numbers) -> Numbers:
        """Returns the value at each column of pixels up to the current step."""
        width, count = _RIGHT - _LEFT, len(values)
        last = max(self._steps, count - 1)
        columns = np.arange(1 + (count - 1) * (width - 1) // last)
        return values[np.minimum(columns * last // (width - 1), count - 1)]


def _headline(canvas: Canvas, now: PictureMoment, symbol: str) -> None:
    above, below = _HEADLINES
    column = canvas.text(above, 16, f"{clock(now.time_nanos)}  ", INK)
    if np.isfinite(now.mid_ticks):
        tick = now.display.tick_size
        price = now.mid_ticks * tick
        canvas.text(above, column, f"{symbol} {price:.{_decimals((price,), tick / 2)}f}", INK)
    canvas.text(below, 16, f"P&L {now.pnl:.2f}", GREEN)
    canvas.text(below, 246, f"position {now.position:.0f}", PURPLE)


def _draw_book(canvas: Canvas, now: PictureMoment) -> None:
    display = now.display
    asks, bids = display.asks[:_LEVELS], display.bids[:_LEVELS]
    if not asks and not bids:
        return
    caption = _PRICE_ROWS[0] - _CAPTION
    column = canvas.text(caption, _BOOK, "book, lots", INK)
    canvas.area(caption, caption + 14, column + 8, column + 13, _FAINT)
    canvas.text(caption + 4, column + 18, "own", _FAINT, _SMALL)
    own = {(order.buy, order.price_ticks) for order in display.orders}
    most = max(level.quantity_lots for level in (*asks, *bids))
    prices = [level.price_ticks * display.tick_size for level in (*asks, *bids)]
    decimals = _decimals(prices, display.tick_size)
    size = _LARGE if max(len(f"{price:.{decimals}f}") for price in prices) <= 6 else _SMALL
    middle = (_PRICE_ROWS[0] + _PRICE_ROWS[1]) // 2

    def draw(levels: Sequence[BookLevel], top: int, step: int, *, buy: bool) -> None:
        color = BUY if buy else SELL
        for i, level in enumerate(levels):
            row = top + i * step
            price = f"{level.price_ticks * display.tick_size:.{decimals}f}"
            canvas.text(row + (0 if size == _LARGE else 4), _BOOK, price, INK, size)
            left = _BOOK + 84
            length = max(1, round(level.quantity_lots / most * (_EDGE - left)))
            canvas.area(row + 1, row + 13, left, left + length, color)
            quantity = _short(level.quantity_lots)
            room = 6 * len(quantity)
            fits = left + length + 4 + room <= _EDGE
            column = left + length + 4 if fits else left + length - 2 - room
            canvas.text(row + 4, column, quantity, INK if fits else _PAPER, _SMALL)
            if (buy, level.price_ticks) in own:
                canvas.area(row - 1, row + 15, left - 8, left - 3, color)

    draw(asks, middle - 6 - _LEVEL_ROWS, -_LEVEL_ROWS, buy=False)
    draw(bids, middle + 6, _LEVEL_ROWS, buy=True)


def _scale(values: Numbers, rows: tuple[int, int], least: float) -> _Scale:
    """Returns a scale with a margin around the values, at least `least` high."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    air = max(0.08 * (high - low), (least - (high - low)) / 2)
    return _Scale(low - air, high + air, rows)


def _labels(scale: _Scale, spacing: int) -> tuple[float, ...]:
    """Returns round values on the scale, at least `spacing` rows apart."""
    top, bottom = scale.rows
    least = (scale.high - scale.low) * spacing / (bottom - top)
    power = 10.0 ** np.floor(np.log10(least))
    step = float(next(base * power for base in (1, 2, 5, 10) if base * power >= least))
    return tuple(i * step for i in range(int(np.ceil(scale.low / step)), int(np.floor(scale.high / step)) + 1))


def _decimals(values: Sequence[float], unit: float) -> int:
    """Returns the number of decimal digits that show all values, which are multiples of about `unit`."""
    most = max(0, int(np.ceil(-np.log10(unit) - 1e-9)))
    return next((d for d in range(most) if all(abs(v - round(v, d)) < 1e-9 * max(1.0, abs(v)) for v in values)), most)


def _panel(canvas: Canvas, scale: _Scale, caption: str, color: str, labels: Sequence[float], *, decimals: int) -> None:
    top, bottom = scale.rows
    canvas.area(top, bottom, _LEFT, _RIGHT, _PANEL)
    canvas.text(top - _CAPTION, _LEFT, caption, color)
    for value in labels:
        row = scale.at(value)
        canvas.area(row, row + 1, _LEFT, _RIGHT, _GRID)
        label = f"{value:.{decimals}f}"
        size = _LARGE if len(label) <= 6 else _SMALL
        canvas.text(row - 3 * size, _LEFT - 6 - 6 * size * len(label), label, INK, size)


def _short(value: float) -> str:
    """Formats a figure in at most eight characters."""
    size = abs(value)
    for limit, scale, suffix in ((1e7, 1.0, ""), (1e9, 1e3, "K"), (1e12, 1e6, "M")):
        if size < limit:
            scaled = value / scale
            return f"{scaled:.0f}{suffix}" if abs(scaled) >= 1000 or scaled == int(scaled) else f"{scaled:.2f}{suffix}"
    return f"{value:.1e}"
