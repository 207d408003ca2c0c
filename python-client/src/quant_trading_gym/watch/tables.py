"""What is shown in rows: trades, news, agents, indicators and risk."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from quant_trading_gym._proto import watch_pb2
from quant_trading_gym.watch import palette
from quant_trading_gym.watch.moment import UNKNOWN, Moment, clock, lots, money, percent

_NANOS_PER_MILLISECOND = 1_000_000
_PAIR = 28
_LEAST_PAIR = 21
_BROAD = 100
_KINDS = 60


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A text in a column."""

    text: str
    style: str = palette.PLAIN


def rows_of(rows: Sequence[Sequence[Cell]], widths: Sequence[int], height: int) -> Text:
    """Rows of cells: the first column flush left, the others flush right."""
    lines = []
    for cells in rows[:height]:
        line = Text(no_wrap=True)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            text = _cut(cell.text, width)
            line.append(text.ljust(width) if i == 0 else " " + text.rjust(width - 1), cell.style)
        lines.append(line)
    return Text("\n").join(lines)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _cut_name(name: str, width: int) -> str:
    """A participant's name that keeps its end, where the number is."""
    end = min(6, max(0, width - 2))
    return name if len(name) <= width else name[: width - 1 - end] + "…" + name[len(name) - end :]


def trades(moment: Moment, width: int, height: int) -> Text:
    """Trades, newest first: an arrow says whether the incoming order bought or sold."""
    lines = []
    prices = max((len(moment.price(t.price_ticks)) for t in moment.frame.latest_trades), default=0)
    for trade in moment.frame.latest_trades[:height]:
        style = palette.UP if trade.buy else palette.DOWN
        line = Text(no_wrap=True)
        line.append(_when(trade.time_nanos, width >= 40), palette.FAINT)
        line.append(f" {'▲' if trade.buy else '▼'}{moment.price(trade.price_ticks).rjust(prices)}", style)
        line.append(lots(trade.quantity_lots).rjust(6), style)
        if width - len(line.plain) >= 12:
            line.append(f" {trade.taker}"[: width - len(line.plain)], palette.FAINT)
        lines.append(line)
    return Text("\n").join(lines) if lines else Text("no trades yet", palette.FAINT)


def _when(nanos: int, exact: bool) -> str:
    return f"{clock(nanos)}.{nanos // _NANOS_PER_MILLISECOND % 1000:03d}" if exact else clock(nanos)


def news(moment: Moment, width: int, height: int) -> Text:
    """News, newest first, with the lasting change of value that they mean."""
    if not moment.frame.news:
        return Text("no news so far", palette.FAINT)
    rows = []
    for item in moment.frame.news[:height]:
        style = palette.of_sign(item.value_change)
        about = f" {item.about}" if item.about else ""
        change = f"{item.value_change * 100:+.2f} %"
        rows.append(
            (Cell(text=f"{clock(item.time_nanos, seconds=False)} {item.kind}{about}"), Cell(text=change, style=style))
        )
    return rows_of(rows, (max(8, width - 10), min(10, width - 8)), height)


def agents(moment: Moment, width: int, height: int) -> Text:
    """Each kind of agents; beside or below, where there is room, those who gained and lost most."""
    if width >= _BROAD:
        return beside(_groups(moment, _KINDS - 2, height), leaders(moment, width - _KINDS, height), _KINDS)
    groups = _groups(moment, width, height)
    left = height - len(moment.frame.groups) - 2
    return groups if left < 3 else Text("\n\n").join([groups, leaders(moment, width, left)])


def _groups(moment: Moment, width: int, height: int) -> Text:
    columns = [("P&L", 10), ("position", 9), ("exposure", 9), ("fees", 8), ("VaR 1m", 8), ("drawdown", 9)]
    name = 19
    while sum(w for _, w in columns) + name > width and len(columns) > 2:
        columns.pop()
    widths = [width - sum(w for _, w in columns), *(w for _, w in columns)]
    all_groups = sorted(moment.frame.groups, key=lambda group: -abs(group.pnl))
    shown = all_groups[: max(0, height - 1)]
    heading = "kind, number" if len(shown) == len(all_groups) else f"{len(shown)} of {len(all_groups)} kinds"
    rows = [[Cell(text=heading, style=palette.FAINT), *(Cell(text=t, style=palette.FAINT) for t, _ in columns)]]
    for group in sorted(shown, key=lambda group: -group.pnl):
        cells = (
            Cell(text=money(group.pnl), style=palette.of_sign(group.pnl)),
            Cell(text=lots(group.position_lots)),
            Cell(text=money(group.gross_exposure)),
            Cell(text=money(group.fees)),
            Cell(text=money(group.value_at_risk)),
            Cell(text=money(group.max_drawdown)),
        )
        rows.append([Cell(text=f"{group.name} {group.members:,}"), *cells[: len(columns)]])
    return rows_of(rows, widths, height)


def leaders(moment: Moment, width: int, height: int) -> Text:
    """The agents who gained most and those who lost most."""
    half = width // 2
    figures = (9, 8) if half >= 35 else (9,)
    titles = [Cell(text=title, style=palette.FAINT) for title in ("P&L", "position")]
    widths = (half - 2 - sum(figures), *figures)
    sides = []
    for heading, results in (("gained most", moment.frame.winners), ("lost most", moment.frame.losers)):
        rows = [[Cell(text=heading, style=palette.FAINT), *titles]]
        for result in results:
            pnl = Cell(text=money(result.pnl), style=palette.of_sign(result.pnl))
            name = _cut_name(result.name, widths[0])
            rows.append([Cell(text=name), pnl, Cell(text=lots(result.position_lots))])
        sides.append(rows_of([row[: len(widths)] for row in rows], widths, height))
    return beside(sides[0], sides[1], half)


def beside(left: Text, right: Text, width: int) -> Text:
    """Two blocks in columns, the first `width` cells wide."""
    lines = []
    first, second = left.split("\n", allow_blank=True), right.split("\n", allow_blank=True)
    for i in range(max(len(first), len(second))):
        line = first[i].copy() if i < len(first) else Text()
        line.pad_right(max(0, width - line.cell_len))
        if i < len(second):
            line.append_text(second[i])
        lines.append(line)
    return Text("\n").join(lines)


def indicators(moment: Moment, width: int, height: int) -> Text:
    """Names and values."""
    pairs = [
        (indicator.name, _indicator(moment, indicator.unit, value))
        for indicator, value in zip(moment.description.indicators, moment.frame.indicators, strict=True)
    ]
    return _pairs(pairs, width, height)


def _price(moment: Moment, value: float) -> str:
    """With a digit more than a tick needs, unless it is long."""
    text = moment.price(value, extra=1)
    return text if len(text) <= 7 else moment.price(value)


def _indicator(moment: Moment, unit: watch_pb2.IndicatorUnit, value: float) -> str:
    if math.isnan(value):
        return UNKNOWN
    if unit in (watch_pb2.INDICATOR_UNIT_TICKS, watch_pb2.INDICATOR_UNIT_TICK_DIFFERENCE):
        return _price(moment, value)
    if unit == watch_pb2.INDICATOR_UNIT_LOTS:
        return lots(value)
    return (
        percent(value, 3 if abs(value) < 0.01 else 1) if unit == watch_pb2.INDICATOR_UNIT_FRACTION else f"{value:.1f}"
    )


def risk(moment: Moment, width: int, height: int) -> Text:
    """What one lot and all agents together risk."""
    of = moment.frame.risk
    pairs = [
        ("volatility", percent(of.volatility, 1)),
        ("VaR 95 1m", percent(of.value_at_risk, 3)),
        ("ES 95 1m", percent(of.expected_shortfall, 3)),
        ("drawdown", percent(of.drawdown)),
        ("max drawd.", percent(of.max_drawdown)),
        ("spread", UNKNOWN if math.isnan(of.spread) else f"{of.spread * 1e4:.1f} bp"),
        ("gross exp.", money(of.gross_exposure)),
        ("net exp.", money(of.net_exposure)),
        ("short lots", lots(of.short_lots)),
        ("largest", lots(of.largest_position_lots)),
        ("held by", _cut_name(of.largest_holder, _LEAST_PAIR - 10)),
    ]
    return _pairs(pairs, width, height)


def _pairs(pairs: Sequence[tuple[str, str]], width: int, height: int) -> Text:
    """Names and values, in as many columns as are needed and fit."""
    needed = math.ceil(len(pairs) / max(1, height))
    columns = max(1, min(needed, (width + 2) // _LEAST_PAIR))
    each = min((width + 2) // columns, _PAIR)
    blocks = []
    for column in range(columns):
        part = pairs[column * height : (column + 1) * height]
        blocks.append(_block(part, each - 2))
    text = blocks[-1]
    for block in reversed(blocks[:-1]):
        text = beside(block, text, each)
    return text


def _block(pairs: Iterable[tuple[str, str]], width: int) -> Text:
    lines = []
    for name, value in pairs:
        room = max(1, width - len(name) - 1)
        line = Text(no_wrap=True)
        line.append(name, palette.FAINT)
        line.append(" " + _cut(value, room).rjust(room), palette.PLAIN)
        lines.append(line)
    return Text("\n").join(lines)
