"""Price chart: bars with half-cell resolution, two averages, volume, and both axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from quant_trading_gym.base.text import clock
from quant_trading_gym.transport.market_frames import Bar
from quant_trading_gym.watch import blocks, palette
from quant_trading_gym.watch.moment import Moment

_NOTHING, _WICK, _BODY = 0, 1, 2
_GLYPHS = {  # (upper half, lower half)
    (_WICK, _WICK): "│",
    (_BODY, _BODY): "┃",
    (_WICK, _NOTHING): "╵",
    (_NOTHING, _WICK): "╷",
    (_BODY, _NOTHING): "╹",
    (_NOTHING, _BODY): "╻",
    (_WICK, _BODY): "╽",
    (_BODY, _WICK): "╿",
}
_LABEL_ROWS = 3
_TIME_COLUMNS = 10
_FILLS = 20
_WIDE = 70
_NANOS_PER_MINUTE = 60_000_000_000
_ROUND_TIMES = tuple(s * 1_000_000_000 for s in (10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400))
_STEPS = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Maps prices to half rows, counted from the top."""

    low: float
    high: float
    rows: int

    @classmethod
    def around(cls, prices: Iterable[float], rows: int) -> Scale:
        """Returns a scale that covers all of these prices."""
        known = list(prices)
        low, high = min(known), max(known)
        room = max(1.0, (high - low) * 0.04)
        return cls(low=low - room, high=high + room, rows=rows)

    def half_row(self, ticks: float) -> int:
        """Returns the half row of a price."""
        place = (self.high - ticks) / (self.high - self.low) * (2 * self.rows - 1)
        return min(max(round(place), 0), 2 * self.rows - 1)

    def row(self, ticks: float) -> int:
        """Returns the row of a price."""
        return self.half_row(ticks) // 2

    def labels(self) -> list[float]:
        """Returns evenly spaced round prices for the axis labels."""
        least = (self.high - self.low) / self.rows * _LABEL_ROWS
        step = next(base * 10.0**power for power in range(12) for base in _STEPS if base * 10**power >= least)
        first = math.ceil(self.low / step)
        return [step * i for i in range(first, math.floor(self.high / step) + 1)]


class Canvas:
    """Grid of cells; each cell has a character and a colour."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = [[(" ", "")] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: str) -> None:
        """Writes a text; the part outside the canvas is clipped."""
        for i, character in enumerate(text):
            if 0 <= x + i < self.width and 0 <= y < self.height:
                self._cells[y][x + i] = (character, style)

    def is_free(self, x: int, y: int) -> bool:
        """Whether the cell is empty."""
        return self._cells[y][x][0] == " "

    def text(self) -> Text:
        """Returns all rows."""
        lines = []
        for row in self._cells:
            line = Text(no_wrap=True)
            for character, style in row:
                line.append(character, style)
            lines.append(line)
        return Text("\n").join(lines)


def draw(moment: Moment, width: int, height: int) -> Text:
    """Draws the chart in a rectangle of cells; empty if the rectangle is too small."""
    axis = max(len(moment.price(c.high_ticks)) for c in moment.frame.bars) + 2
    volume_rows = 3 if height >= 18 else 2 if height >= 9 else 0
    price_rows = height - volume_rows - 1
    columns = width - axis
    if price_rows < 3 or columns < 8:
        return Text()
    pitch = 2 if columns >= _WIDE else 1
    bars = moment.frame.bars[-(columns // pitch) :]
    canvas = Canvas(width, height)
    scale = Scale.around(_prices(bars), price_rows)
    _draw_axis(canvas, moment, scale, columns)
    for i, bar in enumerate(bars):
        _draw_bar(canvas, scale, i * pitch, bar)
    _draw_line(
        canvas,
        scale,
        [c.average_ticks for c in bars],
        pitch,
        palette.AVERAGE,
    )
    _draw_line(canvas, scale, [c.vwap_ticks for c in bars], pitch, palette.VWAP)
    _draw_trader(canvas, moment, scale, bars, pitch, columns)
    _draw_volume(canvas, bars, pitch, price_rows, volume_rows)
    _draw_times(canvas, bars, pitch, columns)
    return canvas.text()


def _prices(bars: Sequence[Bar]) -> Iterable[float]:
    for bar in bars:
        yield bar.low_ticks
        yield bar.high_ticks


def _draw_bar(canvas: Canvas, scale: Scale, x: int, bar: Bar) -> None:
    if bar.trades == 0:
        canvas.put(x, scale.row(bar.close_ticks), "╌", palette.FAINT)
        return
    top, bottom = scale.half_row(bar.high_ticks), scale.half_row(bar.low_ticks)
    first = scale.half_row(max(bar.open_ticks, bar.close_ticks))
    last = scale.half_row(min(bar.open_ticks, bar.close_ticks))

    def part(half: int) -> int:
        return _BODY if first <= half <= last else _WICK if top <= half <= bottom else _NOTHING

    style = palette.UP if bar.close_ticks >= bar.open_ticks else palette.DOWN
    for row in range(top // 2, bottom // 2 + 1):
        canvas.put(x, row, _GLYPHS[part(2 * row), part(2 * row + 1)], style)


def _draw_line(canvas: Canvas, scale: Scale, values: Sequence[float | None], pitch: int, style: str) -> None:
    for i, value in enumerate(values):
        if value is not None and scale.low <= value <= scale.high:
            row = scale.row(value)
            for x in range(i * pitch, i * pitch + pitch):
                if canvas.is_free(x, row):
                    canvas.put(x, row, "·", style)


def _draw_trader(canvas: Canvas, moment: Moment, scale: Scale, bars: Sequence[Bar], pitch: int, columns: int) -> None:
    """Marks the newest fills at their bars, and live orders at the axis."""
    trader = moment.frame.trader
    if trader is None or not bars:
        return
    first = bars[0].end_nanos - moment.description.bar_nanos
    for fill in reversed(trader.fills[:_FILLS]):
        x = (fill.time_nanos - first) // moment.description.bar_nanos * pitch
        if 0 <= x < columns and scale.low <= fill.price_ticks <= scale.high:
            canvas.put(int(x), scale.row(fill.price_ticks), "▲" if fill.buy else "▼", f"bold {palette.PLAIN}")
    for order in trader.orders:
        if scale.low <= order.price_ticks <= scale.high:
            style = palette.UP if order.buy else palette.DOWN
            canvas.put(columns - 1, scale.row(order.price_ticks), "◄", f"bold {style}")


def _draw_axis(canvas: Canvas, moment: Moment, scale: Scale, columns: int) -> None:
    for row in range(scale.rows):
        canvas.put(columns, row, "│", palette.FAINT)
    for label in scale.labels():
        canvas.put(columns, scale.row(label), "┤" + moment.price(label), palette.FAINT)
    last = moment.quote.last_ticks
    change = last - moment.quote.reference_ticks
    canvas.put(columns, scale.row(last), "├" + moment.price(last), f"bold reverse {palette.of_sign(change)}")


def _draw_volume(canvas: Canvas, bars: Sequence[Bar], pitch: int, top: int, rows: int) -> None:
    most = max(c.volume_lots for c in bars)
    if rows == 0 or most == 0:
        return
    for i, bar in enumerate(bars):
        bought = 2 * bar.buy_volume_lots - bar.volume_lots
        for row, cell in enumerate(blocks.upward(bar.volume_lots / most, rows)):
            canvas.put(i * pitch, top + row, cell, palette.of_sign(bought))
    canvas.put(canvas.width - len(" volume"), top + rows - 1, "volume", palette.FAINT)


def _draw_times(canvas: Canvas, bars: Sequence[Bar], pitch: int, columns: int) -> None:
    step = _time_step(bars, pitch)
    if not any(bar.end_nanos % step == 0 for bar in bars):
        step = 1  # no bar ends at a round time: label any bar with enough room
    seconds = step < _NANOS_PER_MINUTE and any(bar.end_nanos % _NANOS_PER_MINUTE for bar in bars)
    free = 0
    for i, bar in enumerate(bars):
        x = i * pitch
        text = clock(bar.end_nanos, seconds=seconds)
        if bar.end_nanos % step == 0 and x >= free and x + len(text) <= columns:
            canvas.put(x, canvas.height - 1, text, palette.FAINT)
            free = x + _TIME_COLUMNS


def _time_step(bars: Sequence[Bar], pitch: int) -> int:
    """Returns the time between labels: a round time with enough room for a label."""
    length = bars[-1].end_nanos - bars[-2].end_nanos if len(bars) > 1 else _NANOS_PER_MINUTE
    least = length * _TIME_COLUMNS / pitch
    return next((step for step in _ROUND_TIMES if step >= least), _ROUND_TIMES[-1])
