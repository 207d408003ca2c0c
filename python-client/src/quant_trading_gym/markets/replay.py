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
    """Comparison of the replayed book with the published book.

    Attributes:
        rows: Number of rows of the order book; the first row seeds the book and is not compared.
        levels: Number of price levels on each side.
        full_depth_match: Fraction of rows with equal price and quantity at every level.
        best_match: Fraction of rows with equal best prices on both sides.
        sweeps: Number of maximal runs of visible executions with equal time and direction.
        sweeps_reproduced: Number of sweeps with exactly reproduced fills.
        fifo_heads_known: Number of visible executions of orders in the replayed book.
        fifo_heads_matched: Number of these executions with the order at the head of its queue.
        adopted_levels: Number of levels copied when they entered the published price window.
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
        """Returns the result as JSON types."""
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class OrderStreamResult:
    """Result of a replayed order stream.

    Attributes:
        messages: Number of records of the stream.
        trades: Number of trades.
        volume: Traded quantity in lots.
        trade_hash: Hash of (resting id, incoming id, price, quantity) of every trade in order, 16 hex digits.
        messages_per_second: Speed of the book in messages per second.
        final_live_orders: Number of orders in the final book.
        final_live_quantity: Total quantity of the orders in the final book, in lots.
        final_best_bid: Best bid of the final book, in ticks.
        final_best_ask: Best ask of the final book, in ticks.
        final_levels: Number of price levels on both sides of the final book.
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
        """Returns the result as JSON types."""
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
    """Replays LOBSTER messages; compares every level with the published book after every message.

    Args:
        messages: Message file, plain or `.gz`, or a sample `.zip` with both files.
        order_book: Order book file; None with a `.zip`.
        levels: Required number of price levels on each side; None takes the number in the first row.
        on_progress: Callback with a fraction in [0, 1] and a text.
        address: `host:port` of a remote server; None uses the embedded server.
        token: Access token of the remote server.
        tls: TLS setting for the remote server; see `TradingEnv`.

    Raises:
        ArgumentError: The format of a file is not valid; the message contains the line number.
    """
    if levels is not None:
        check_count("levels", levels, high=MAX_LEVELS)
    path = Path(messages)
    if order_book is None and path.suffix != ".zip":
        raise invalid(ArgumentError, "order book file", None, "a file, or a .zip with both files")
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
    """Replays a binary order stream and measures the speed of the book.

    Args:
        stream: File with a 64-byte header and 24-byte records; plain, `.gz` or `.xz`.
        on_progress: Callback with a fraction in [0, 1] and a text.
        address: `host:port` of a remote server; None uses the embedded server.
        token: Access token of the remote server.
        tls: TLS setting for the remote server; see `TradingEnv`.

    Raises:
        ArgumentError: The format of the file is not valid; the message contains the record number.
    """
    path = Path(stream)
    connection = connect(address=address, token=token, tls=tls)
    result = replays.replay_orders(connection, str(path), read_chunks(path), on_progress=on_progress)
    return OrderStreamResult(**result)
