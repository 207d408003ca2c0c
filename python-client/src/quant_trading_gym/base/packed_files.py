"""Opens plain and compressed data files: `.gz`, `.xz`, or an entry of a `.zip`."""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from quant_trading_gym.errors import ArgumentError, invalid

_CHUNK_BYTES = 1 << 20
_BROKEN = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zipfile.BadZipFile, zlib.error)


@contextmanager
def open_packed(path: Path, part: str = "") -> Iterator[IO[bytes]]:
    """Opens a file. For a `.zip`, opens the `.csv` entry with `part` in its name.

    Raises:
        ArgumentError: The content does not match the suffix, or the archive has no such entry. The error can also
            occur while the content is read.
        OSError: The file cannot be read.
    """
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_entry(archive, path, part)) as content:
                yield content
        elif path.suffix == ".gz":
            with gzip.open(path) as content:
                yield content  # type: ignore[misc]  # typeshed declares only its base class
        elif path.suffix == ".xz":
            with lzma.open(path) as content:
                yield content
        else:
            with path.open("rb") as content:
                yield content
    except _BROKEN as problem:
        allowed = f"a valid {path.suffix} file"
        raise invalid(ArgumentError, str(path), str(problem), allowed) from problem


def read_chunks(path: Path, part: str = "") -> Iterator[bytes]:
    """Yields the decompressed content in chunks of at most 1 MiB. Raises the same errors as `open_packed`."""
    with open_packed(path, part) as content:
        while chunk := content.read(_CHUNK_BYTES):
            yield chunk


def _entry(archive: zipfile.ZipFile, path: Path, part: str) -> str:
    names = [name for name in archive.namelist() if part in name and name.endswith(".csv")]
    if not names:
        raise invalid(ArgumentError, str(path), "no such entry", f"an archive with an entry *{part}*.csv")
    return names[0]
