"""Opens LOBSTER files, however they are packed."""

from __future__ import annotations

import gzip
import io
import itertools
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from quant_trading_gym.errors import ArgumentError, invalid
from quant_trading_gym.realism.series import Floats

_MESSAGE_COLUMNS, _BOOK_COLUMNS_PER_LEVEL = 6, 4


def read_messages(path: Path, *, columns: tuple[int, ...]) -> Floats:
    """Reads columns of a message file, plain or `.gz`; of a `.zip`, the entry whose name holds `_message_`.

    Raises:
        ArgumentError: it has not the format.
    """
    allowed = f"a message file of LOBSTER, which has {_MESSAGE_COLUMNS} columns"
    return _read(path, "_message_", columns, allowed, lambda count: count == _MESSAGE_COLUMNS)


def read_book(path: Path, *, columns: tuple[int, ...]) -> Floats:
    """Likewise of an order book file; of a `.zip`, the entry whose name holds `_orderbook_`."""
    allowed = f"an order book file of LOBSTER, which has {_BOOK_COLUMNS_PER_LEVEL} columns for each level"
    return _read(path, "_orderbook_", columns, allowed, lambda count: count % _BOOK_COLUMNS_PER_LEVEL == 0)


def _read(path: Path, part: str, columns: tuple[int, ...], allowed: str, fits: Callable[[int], bool]) -> Floats:
    try:
        with _open(path, part) as lines:
            first = lines.readline()
            if not first.strip():
                raise invalid(ArgumentError, "file", path, allowed, reason="no rows")
            count = first.count(",") + 1
            if not fits(count):
                raise invalid(ArgumentError, "file", path, allowed, reason=f"{count} columns")
            return np.loadtxt(itertools.chain([first], lines), delimiter=",", usecols=columns, ndmin=2)
    except ArgumentError:
        raise
    except (ValueError, EOFError, gzip.BadGzipFile, zipfile.BadZipFile) as problem:
        raise invalid(ArgumentError, "file", path, "a LOBSTER file", reason=str(problem)) from problem


@contextmanager
def _open(path: Path, part: str) -> Iterator[io.TextIOBase]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            name = next((name for name in archive.namelist() if part in name and name.endswith(".csv")), None)
            if name is None:
                raise ValueError(f"no entry *{part}*.csv")
            with archive.open(name) as entry:
                yield io.TextIOWrapper(entry, encoding="ascii")
    elif path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="ascii") as lines:
            yield lines
    else:
        with path.open(encoding="ascii") as lines:
            yield lines
