"""Replays recorded orders through the order book of the simulation."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.packed_files import read_chunks
from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.transport import replays
from quant_trading_gym.transport.connection import Tls

MAX_LEVELS = 10_000


@dataclass(frozen=True, kw_only=True)
class LobsterComparison:
    """How the replayed book compares with the published one.

    Attributes:
        rows: Rows of the order book; the first one seeds the book and is not compared.
        levels: Price levels on each side.
        full_depth_match: Fraction of the rows in which price and quantity of every level agree.
        best_match: Fraction of the rows in which both best prices agree.
        sweeps: Maximal runs of visible executions with one time and direction.
        sweeps_reproduced: Those whose fills the book reproduces exactly.
        fifo_heads_known: Visible executions of an order that the book knows.
        fifo_heads_matched: Those where that order is the first of its queue.
        adopted_levels: Levels copied when they came into the published window.
    """

    rows: int
    levels: int
    full_depth_match: float
    best_match: float
    sweeps: int
    sweeps_reproduced: int
    fifo_heads_known: int
    fifo_heads_matched: int
    adopted_levels: int

    def to_dict(self) -> dict[str, int | float]:
        """As JSON types."""
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class OrderStreamResult:
    """What a stream of orders did to the book.

    Attributes:
        messages: Records of the stream.
        trades: Number of trades.
        volume: Lots traded.
        trade_hash: Of (resting id, incoming id, price, quantity) of every trade in order, 16 hex digits.
        messages_per_second: Speed of the book.
        final_live_orders: Orders in the book at the end.
        final_live_quantity: Their lots.
        final_best_bid: In ticks.
        final_best_ask: In ticks.
        final_levels: Price levels of both sides.
    """

    messages: int
    trades: int
    volume: int
    trade_hash: str
    messages_per_second: float
    final_live_orders: int
    final_live_quantity: int
    final_best_bid: int
    final_best_ask: int
    final_levels: int

    def to_dict(self) -> dict[str, int | float | str]:
        """As JSON types."""
        return dict(vars(self))


def replay_lobster(
    messages: str | os.PathLike[str],
    order_book: str | os.PathLike[str] | None = None,
    *,
    levels: int | None = None,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> LobsterComparison:
    """Replays LOBSTER messages and compares every level with the published book after every message.

    Args:
        messages: Message file, plain or `.gz`, or a sample `.zip` that holds both files.
        order_book: Order book file; None with a `.zip`.
        levels: That the order book must have on each side; None for those of its first row.
        on_progress: Receives a fraction in [0, 1] and a text.
        address: `host:port` of a remote server, with its `token` and `tls`; by default the embedded one.
        token: Of the remote server.
        tls: Of the remote server.

    Raises:
        ArgumentError: A file has not the format; the message names its line.
    """
    if levels is not None:
        check_count("levels", levels, high=MAX_LEVELS)
    path = Path(messages)
    if order_book is None and path.suffix != ".zip":
        raise invalid(ArgumentError, "order book file", None, "a file, or a .zip that holds both")
    book = path if order_book is None else Path(order_book)
    result = replays.replay_lobster(
        connect(address=address, token=token, tls=tls),
        (str(path), read_chunks(path, "_message_")),
        (str(book), read_chunks(book, "_orderbook_")),
        levels=levels or 0,
        on_progress=on_progress,
    )
    return LobsterComparison(**result)


def replay_orders(
    stream: str | os.PathLike[str],
    *,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> OrderStreamResult:
    """Replays a binary stream of orders and measures the speed of the book.

    Args:
        stream: File of 24-byte records after a header of 64 bytes, plain, `.gz` or `.xz`.
        on_progress: Receives a fraction in [0, 1] and a text.
        address: `host:port` of a remote server, with its `token` and `tls`; by default the embedded one.
        token: Of the remote server.
        tls: Of the remote server.

    Raises:
        ArgumentError: The file has not the format; the message names its record.
    """
    path = Path(stream)
    connection = connect(address=address, token=token, tls=tls)
    result = replays.replay_orders(connection, str(path), read_chunks(path), on_progress=on_progress)
    return OrderStreamResult(**result)
