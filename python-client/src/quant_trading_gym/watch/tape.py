"""Recent trades and news."""

from __future__ import annotations

from rich.text import Text

from quant_trading_gym.base.text import clock
from quant_trading_gym.watch import palette
from quant_trading_gym.watch.layout import Cell, rows_of
from quant_trading_gym.watch.moment import Moment, lots

_NANOS_PER_MILLISECOND = 1_000_000


def trades(moment: Moment, width: int, height: int) -> Text:
    """Draws trades, newest first; the arrow shows the side of the aggressor."""
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
    """Draws news, newest first, with the permanent change of value."""
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
