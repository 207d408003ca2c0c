"""Tables of indicators and risk figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rich.text import Text

from quant_trading_gym.transport.market_frames import IndicatorUnit
from quant_trading_gym.watch import palette
from quant_trading_gym.watch.layout import beside, cut, cut_name
from quant_trading_gym.watch.moment import UNKNOWN, Moment, lots, money, percent

_PAIR = 28
_LEAST_PAIR = 21


def indicators(moment: Moment, width: int, height: int) -> Text:
    """Draws names and values of the indicators."""
    pairs = [
        (indicator.name, _indicator(moment, indicator.unit, value))
        for indicator, value in zip(moment.description.indicators, moment.frame.indicators, strict=True)
    ]
    return _pairs(pairs, width, height)


def _price(moment: Moment, value: float) -> str:
    """Formats a price with one extra digit if there is enough room."""
    text = moment.price(value, extra=1)
    return text if len(text) <= 7 else moment.price(value)


def _indicator(moment: Moment, unit: IndicatorUnit, value: float) -> str:
    if math.isnan(value):
        return UNKNOWN
    if unit in (IndicatorUnit.TICKS, IndicatorUnit.TICK_DIFFERENCE):
        return _price(moment, value)
    if unit is IndicatorUnit.LOTS:
        return lots(value)
    return percent(value, 3 if abs(value) < 0.01 else 1) if unit is IndicatorUnit.FRACTION else f"{value:.1f}"


def risk(moment: Moment, width: int, height: int) -> Text:
    """Draws the risk of one lot and of all agents."""
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
        ("held by", cut_name(of.largest_holder, _LEAST_PAIR - 10)),
    ]
    return _pairs(pairs, width, height)


def _pairs(pairs: Sequence[tuple[str, str]], width: int, height: int) -> Text:
    """Lays out names and values in the required number of columns, as far as they fit."""
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
        line.append(" " + cut(value, room).rjust(room), palette.PLAIN)
        lines.append(line)
    return Text("\n").join(lines)
