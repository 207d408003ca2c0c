"""State of an environment for a picture of it."""

from __future__ import annotations

from dataclasses import dataclass

from quant_trading_gym.transport._proto import environment_pb2


@dataclass(frozen=True, kw_only=True, slots=True)
class BookLevel:
    """One price of a side of the book."""

    price_ticks: int
    quantity_lots: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnOrder:
    """A live limit order of the trader; `buy` is False for a sell order."""

    buy: bool
    price_ticks: int
    remaining_lots: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnFill:
    """A fill of the trader; `time_nanos` is the time at which the trader learned of it."""

    time_nanos: int
    buy: bool
    price_ticks: int
    quantity_lots: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Display:
    """The book and the trader's orders and fills in the displayed instrument.

    Attributes:
        tick_size: Tick size in currency; 1 in a market without instruments.
        bids: Levels of the book, at most ten, best first.
        asks: Levels of the book, at most ten, best first.
        orders: Live limit orders of the trader, oldest first.
        fills: Fills of the trader since the last display, oldest first.
    """

    tick_size: float = 1.0
    bids: tuple[BookLevel, ...] = ()
    asks: tuple[BookLevel, ...] = ()
    orders: tuple[OwnOrder, ...] = ()
    fills: tuple[OwnFill, ...] = ()


def read_display(message: environment_pb2.DisplayEnvironmentResponse) -> Display:
    """Reads a display."""
    return Display(
        tick_size=message.tick_size,
        bids=tuple(map(_level, message.bids)),
        asks=tuple(map(_level, message.asks)),
        orders=tuple(map(read_order, message.orders)),
        fills=tuple(map(read_fill, message.fills)),
    )


def _level(level: environment_pb2.DisplayEnvironmentResponse.Level) -> BookLevel:
    return BookLevel(price_ticks=level.price_ticks, quantity_lots=level.quantity_lots)


def read_order(order: environment_pb2.OwnOrder) -> OwnOrder:
    """Reads an order of the trader."""
    return OwnOrder(buy=order.buy, price_ticks=order.price_ticks, remaining_lots=order.remaining_lots)


def read_fill(fill: environment_pb2.OwnFill) -> OwnFill:
    """Reads a fill of the trader."""
    return OwnFill(
        time_nanos=fill.time_nanos, buy=fill.buy, price_ticks=fill.price_ticks, quantity_lots=fill.quantity_lots
    )
