"""Reads plain and compressed LOBSTER files."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np

from quant_trading_gym.base.packed_files import open_packed
from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.markets.series import Floats

_MESSAGE_COLUMNS, _BOOK_COLUMNS_PER_LEVEL = 6, 4


def read_messages(path: Path, *, columns: tuple[int, ...]) -> Floats:
    """Reads columns (n, len(columns)) of a message file: plain, `.gz`, or the `_message_` entry of a `.zip`.

    Raises:
        ArgumentError: The format of the file is not valid.
    """
    allowed = f"a LOBSTER message file with {_MESSAGE_COLUMNS} columns"
    return _read(path, "_message_", columns, allowed, lambda count: count == _MESSAGE_COLUMNS)


def read_book(path: Path, *, columns: tuple[int, ...]) -> Floats:
    """Reads columns (n, len(columns)) of an order book file: plain, `.gz`, or the `_orderbook_` entry of a `.zip`.

    Raises:
        ArgumentError: The format of the file is not valid.
    """
    allowed = f"a LOBSTER order book file with {_BOOK_COLUMNS_PER_LEVEL} columns for each level"
    return _read(path, "_orderbook_", columns, allowed, lambda count: count % _BOOK_COLUMNS_PER_LEVEL == 0)


def _read(path: Path, part: str, columns: tuple[int, ...], allowed: str, fits: Callable[[int], bool]) -> Floats:
    try:
        with open_packed(path, part) as content, io.TextIOWrapper(content, encoding="ascii") as lines:
            first = lines.readline()
            if not first.strip():
                raise invalid(ArgumentError, "file", path, allowed, reason="no rows")
            count = first.count(",") + 1
            if not fits(count):
                raise invalid(ArgumentError, "file", path, allowed, reason=f"{count} columns")
            return np.loadtxt(itertools.chain([first], lines), delimiter=",", usecols=columns, ndmin=2)
    except ArgumentError:
        raise
    except ValueError as problem:
        raise invalid(ArgumentError, "file", path, "a LOBSTER file", reason=str(problem)) from problem
