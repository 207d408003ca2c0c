"""The price chart: candles of half a cell's precision, two averages, volume, and both axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from quant_trading_gym.transport._proto import watch_pb2
from quant_trading_gym.watch import bars, palette
from quant_trading_gym.watch.moment import Moment, clock

Candle = watch_pb2.MarketFrame.Candle
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
        """One that shows all of these prices."""
        known = list(prices)
        low, high = min(known), max(known)
        room = max(1.0, (high - low) * 0.04)
        return cls(low=low - room, high=high + room, rows=rows)

    def half_row(self, ticks: float) -> int:
        """Where a price is."""
        place = (self.high - ticks) / (self.high - self.low) * (2 * self.rows - 1)
        return min(max(round(place), 0), 2 * self.rows - 1)

    def row(self, ticks: float) -> int:
        """Where a price is, in whole rows."""
        return self.half_row(ticks) // 2

    def labels(self) -> list[float]:
        """Round prices for the axis, some rows apart."""
        least = (self.high - self.low) / self.rows * _LABEL_ROWS
        step = next(base * 10.0**power for power in range(12) for base in _STEPS if base * 10**power >= least)
        first = math.ceil(self.low / step)
        return [step * i for i in range(first, math.floor(self.high / step) + 1)]


class Canvas:
    """Cells with a character and a colour each."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells = [[(" ", "")] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: str) -> None:
        """Writes, as far as there is room."""
        for i, character in enumerate(text):
            if 0 <= x + i < self.width and 0 <= y < self.height:
                self._cells[y][x + i] = (character, style)

    def is_free(self, x: int, y: int) -> bool:
        """Whether nothing is there."""
        return self._cells[y][x][0] == " "

    def text(self) -> Text:
        """All rows."""
        lines = []
        for row in self._cells:
            line = Text(no_wrap=True)
            for character, style in row:
                line.append(character, style)
            lines.append(line)
        return Text("\n").join(lines)


def draw(moment: Moment, width: int, height: int) -> Text:
    """The chart in a rectangle of cells; nothing where there is no room for one."""
    axis = max(len(moment.price(c.high_ticks)) for c in moment.frame.candles) + 2
    volume_rows = 3 if height >= 18 else 2 if height >= 9 else 0
    price_rows = height - volume_rows - 1
    columns = width - axis
    if price_rows < 3 or columns < 8:
        return Text()
    pitch = 2 if columns >= _WIDE else 1
    candles = moment.frame.candles[-(columns // pitch) :]
    canvas = Canvas(width, height)
    scale = Scale.around(_prices(candles), price_rows)
    _draw_axis(canvas, moment, scale, columns)
    for i, candle in enumerate(candles):
        _draw_candle(canvas, scale, i * pitch, candle)
    _draw_line(
        canvas,
        scale,
        [c.average_ticks if c.HasField("average_ticks") else None for c in candles],
        pitch,
        palette.AVERAGE,
    )
    _draw_line(
        canvas, scale, [c.vwap_ticks if c.HasField("vwap_ticks") else None for c in candles], pitch, palette.VWAP
    )
    _draw_volume(canvas, candles, pitch, price_rows, volume_rows)
    _draw_times(canvas, candles, pitch, columns)
    return canvas.text()


def _prices(candles: Sequence[Candle]) -> Iterable[float]:
    for candle in candles:
        yield candle.low_ticks
        yield candle.high_ticks


def _draw_candle(canvas: Canvas, scale: Scale, x: int, candle: Candle) -> None:
    if candle.trades == 0:
        canvas.put(x, scale.row(candle.close_ticks), "╌", palette.FAINT)
        return
    top, bottom = scale.half_row(candle.high_ticks), scale.half_row(candle.low_ticks)
    first = scale.half_row(max(candle.open_ticks, candle.close_ticks))
    last = scale.half_row(min(candle.open_ticks, candle.close_ticks))

    def part(half: int) -> int:
        return _BODY if first <= half <= last else _WICK if top <= half <= bottom else _NOTHING

    style = palette.UP if candle.close_ticks >= candle.open_ticks else palette.DOWN
    for row in range(top // 2, bottom // 2 + 1):
        canvas.put(x, row, _GLYPHS[part(2 * row), part(2 * row + 1)], style)


def _draw_line(canvas: Canvas, scale: Scale, values: Sequence[float | None], pitch: int, style: str) -> None:
    for i, value in enumerate(values):
        if value is not None and scale.low <= value <= scale.high:
            row = scale.row(value)
            for x in range(i * pitch, i * pitch + pitch):
                if canvas.is_free(x, row):
                    canvas.put(x, row, "·", style)


def _draw_axis(canvas: Canvas, moment: Moment, scale: Scale, columns: int) -> None:
    for row in range(scale.rows):
        canvas.put(columns, row, "│", palette.FAINT)
    for label in scale.labels():
        canvas.put(columns, scale.row(label), "┤" + moment.price(label), palette.FAINT)
    last = moment.quote.last_ticks
    change = last - moment.quote.reference_ticks
    canvas.put(columns, scale.row(last), "├" + moment.price(last), f"bold reverse {palette.of_sign(change)}")


def _draw_volume(canvas: Canvas, candles: Sequence[Candle], pitch: int, top: int, rows: int) -> None:
    most = max(c.volume_lots for c in candles)
    if rows == 0 or most == 0:
        return
    for i, candle in enumerate(candles):
        bought = 2 * candle.buy_volume_lots - candle.volume_lots
        for row, cell in enumerate(bars.upward(candle.volume_lots / most, rows)):
            canvas.put(i * pitch, top + row, cell, palette.of_sign(bought))
    canvas.put(canvas.width - len(" volume"), top + rows - 1, "volume", palette.FAINT)


def _draw_times(canvas: Canvas, candles: Sequence[Candle], pitch: int, columns: int) -> None:
    step = _time_step(candles, pitch)
    if not any(candle.end_nanos % step == 0 for candle in candles):
        step = 1  # none ends at a round time: whichever has room
    seconds = step < _NANOS_PER_MINUTE and any(candle.end_nanos % _NANOS_PER_MINUTE for candle in candles)
    free = 0
    for i, candle in enumerate(candles):
        x = i * pitch
        text = clock(candle.end_nanos, seconds=seconds)
        if candle.end_nanos % step == 0 and x >= free and x + len(text) <= columns:
            canvas.put(x, canvas.height - 1, text, palette.FAINT)
            free = x + _TIME_COLUMNS


def _time_step(candles: Sequence[Candle], pitch: int) -> int:
    """Time between labels: round, and long enough for them to have room."""
    length = candles[-1].end_nanos - candles[-2].end_nanos if len(candles) > 1 else _NANOS_PER_MINUTE
    least = length * _TIME_COLUMNS / pitch
    return next((step for step in _ROUND_TIMES if step >= least), _ROUND_TIMES[-1])
