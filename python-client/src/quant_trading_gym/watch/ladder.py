"""Order book: asks above, bids below, with a bar for the quantity at each price; a dot marks the trader's orders."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from quant_trading_gym.transport.market_frames import Level, MarketPhase
from quant_trading_gym.watch import blocks, palette
from quant_trading_gym.watch.moment import Moment, lots


def draw(moment: Moment, width: int, height: int) -> Text:
    """Draws the levels of both sides that fit, around a line with the spread."""
    count = max(1, (height - 1) // 2)
    asks, bids = moment.frame.asks[:count], moment.frame.bids[:count]
    most = max((level.quantity_lots for level in (*asks, *bids)), default=1)
    prices = max((len(moment.price(level.price_ticks)) for level in (*asks, *bids)), default=0)
    lines = [Text()] * (count - len(asks))
    own = _own_prices(moment)
    lines += [_line(moment, level, most, prices, width, palette.DOWN, own[False]) for level in reversed(asks)]
    lines.append(_spread(moment, width))
    lines += [_line(moment, level, most, prices, width, palette.UP, own[True]) for level in bids]
    return Text("\n").join(lines[:height])


def _own_prices(moment: Moment) -> dict[bool, set[int]]:
    """Returns the prices of the trader's sell and buy orders."""
    orders = moment.frame.trader.orders if moment.frame.trader is not None else ()
    return {buy: {order.price_ticks for order in orders if order.buy is buy} for buy in (False, True)}


def _line(moment: Moment, level: Level, most: int, prices: int, width: int, style: str, own: set[int]) -> Text:
    line = Text(no_wrap=True)
    line.append(moment.price(level.price_ticks).rjust(prices), palette.PLAIN)
    line.append(lots(level.quantity_lots).rjust(7), style)
    line.append("●" if level.price_ticks in own else " ", f"bold {palette.PLAIN}")
    room = width - prices - 8
    if room > 0:
        line.append(blocks.across(level.quantity_lots / most, room), style)
    return line


def _spread(moment: Moment, width: int) -> Text:
    quote = moment.quote
    if quote.bid_ticks is None or quote.ask_ticks is None:
        return Text("one side is empty".center(width), palette.FAINT)
    if moment.frame.phase is MarketPhase.AUCTION_CALL:
        return Text(" auction call ".center(width, "─")[:width], palette.FAINT)  # the best prices may cross
    spread = quote.ask_ticks - quote.bid_ticks
    text = f" {spread} tick{'s' if spread != 1 else ''} · {_imbalance(moment.frame.bids, moment.frame.asks)} "
    return Text(text.center(width, "─")[:width], palette.FAINT)


def _imbalance(bids: Sequence[Level], asks: Sequence[Level]) -> str:
    bid, ask = (sum(level.quantity_lots for level in side) for side in (bids, asks))
    return f"{bid / (bid + ask):.0%} bid" if bid + ask else "empty"
