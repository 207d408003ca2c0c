"""Opens LOBSTER files, however they are packed."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.realism.series import Floats


def read_columns(path: Path, part: str, *, columns: tuple[int, ...]) -> Floats:
    """Reads columns of a file, plain or `.gz`; of a `.zip`, the entry whose name holds `part`.

    Raises:
        ArgumentError: it has not the format.
    """
    try:
        with _open(path, part) as lines:
            return np.loadtxt(lines, delimiter=",", usecols=columns, ndmin=2)
    except (ValueError, zipfile.BadZipFile) as problem:
        raise ArgumentError(
            f"{path}: {problem}", field=str(path), value=str(problem), allowed="a LOBSTER file"
        ) from problem


@contextmanager
def _open(path: Path, part: str) -> Iterator[io.TextIOBase]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            name = next((name for name in archive.namelist() if part in name and name.endswith(".csv")), None)
            if name is None:
                raise ValueError(f"there is no *{part}*.csv in it")
            with archive.open(name) as entry:
                yield io.TextIOWrapper(entry, encoding="ascii")
    elif path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="ascii") as lines:
            yield lines
    else:
        with path.open(encoding="ascii") as lines:
            yield lines
