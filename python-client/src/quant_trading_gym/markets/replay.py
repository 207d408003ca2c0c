"""Replays recorded orders through the order book of the simulation."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from quant_trading_gym.base.arguments import check_count
from quant_trading_gym.base.packed_files import read_chunks
from quant_trading_gym.base.progress import ProgressListener
from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.transport import replays
from quant_trading_gym.transport.connection import Tls

MAX_LEVELS = 10_000


def replay_lobster(
    messages: str | os.PathLike[str],
    order_book: str | os.PathLike[str] | None = None,
    *,
    levels: int | None = None,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> dict[str, Any]:
    """Replays LOBSTER messages and compares every level with the published book after every message.

    Args:
        messages: Message file, plain or `.gz`, or a sample `.zip` that holds both files.
        order_book: Order book file; None with a `.zip`.
        levels: That the order book must have on each side; None for those of its first row.
        on_progress: Hears a fraction in [0, 1] and a text.
        address: `host:port` of a remote server, with its `token` and `tls`; by default the embedded one.
        token: Of the remote server.
        tls: Of the remote server.

    Returns:
        `rows`, `levels`, `full_depth_match` and `best_match` (0 to 1), `sweeps`, `sweeps_reproduced`,
        `fifo_heads_known`, `fifo_heads_matched` and `adopted_levels`.

    Raises:
        ArgumentError: A file has not the format; the message names its line.
    """
    if levels is not None:
        check_count("levels", levels, high=MAX_LEVELS)
    path = Path(messages)
    if order_book is None and path.suffix != ".zip":
        raise invalid(ArgumentError, "order book file", None, "a file, or a .zip that holds both")
    book = path if order_book is None else Path(order_book)
    return replays.replay_lobster(
        connect(address=address, token=token, tls=tls),
        (str(path), read_chunks(path, "_message_")),
        (str(book), read_chunks(book, "_orderbook_")),
        levels=levels or 0,
        on_progress=on_progress,
    )


def replay_orders(
    stream: str | os.PathLike[str],
    *,
    on_progress: ProgressListener | None = None,
    address: str | None = None,
    token: str | None = None,
    tls: Tls = None,
) -> dict[str, Any]:
    """Replays a binary stream of orders and measures the speed of the book.

    Args:
        stream: File of 24-byte records after a header of 64 bytes, plain, `.gz` or `.xz`.
        on_progress: Hears a fraction in [0, 1] and a text.
        address: `host:port` of a remote server, with its `token` and `tls`; by default the embedded one.
        token: Of the remote server.
        tls: Of the remote server.

    Returns:
        `messages`, `trades`, `volume`, `trade_hash`, `messages_per_second`, and of the book at the end
        `final_live_orders`, `final_live_quantity`, `final_best_bid`, `final_best_ask` and `final_levels`.

    Raises:
        ArgumentError: The file has not the format; the message names its record.
    """
    path = Path(stream)
    connection = connect(address=address, token=token, tls=tls)
    return replays.replay_orders(connection, str(path), read_chunks(path), on_progress=on_progress)
