"""Memory for the arrays that an engine reads and writes."""

from __future__ import annotations

import contextlib
import math
import mmap
import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

_ALIGNMENT = 64

Layout = Sequence[tuple[tuple[int, ...], npt.DTypeLike]]


class ArrayMemory(ABC):
    """Memory for the arrays of one binding.

    Attributes:
        holds_all: Whether every array of this process is in it.
    """

    holds_all: bool

    @abstractmethod
    def zeros(self, layout: Layout) -> list[npt.NDArray[Any]]:
        """Returns arrays of these shapes and dtypes. Called once."""

    @abstractmethod
    def place(self, array: npt.NDArray[Any]) -> int:
        """Returns where an array begins, as the engine counts."""


class OwnMemory(ArrayMemory):
    """The memory of this process, for an engine in it: places are addresses."""

    holds_all = True

    def zeros(self, layout: Layout) -> list[npt.NDArray[Any]]:
        """Returns arrays of these shapes and dtypes."""
        return [np.zeros(shape, dtype) for shape, dtype in layout]

    def place(self, array: npt.NDArray[Any]) -> int:
        """Returns the address of an array."""
        return array.ctypes.data


class SharedMemory(ArrayMemory):
    """Memory that another process of the same user maps too; it lasts as long as an array of it, or that mapping.

    Attributes:
        path: Path of its file for the other process, until `hide`.
        size: Number of bytes.
    """

    holds_all = False

    def zeros(self, layout: Layout) -> list[npt.NDArray[Any]]:
        """Returns arrays of these shapes and dtypes; their places are from the start of the file, the first at 0."""
        types = [(shape, np.dtype(dtype)) for shape, dtype in layout]
        lengths = [math.prod(shape) * dtype.itemsize for shape, dtype in types]
        offsets = np.cumsum([0, *(-(-length // _ALIGNMENT) * _ALIGNMENT for length in lengths)]).tolist()
        self.size: int = offsets[-1]
        self._file, self.path = _private_file()
        with open(self._file, "wb", closefd=False) as file:
            file.write(bytes(self.size))  # a full disk is an error here, and no fault later
        whole = np.frombuffer(mmap.mmap(self._file, self.size), dtype=np.uint8)
        self._start = whole.ctypes.data
        return [
            whole[start : start + length].view(dtype).reshape(shape)
            for start, length, (shape, dtype) in zip(offsets, lengths, types, strict=False)
        ]

    def place(self, array: npt.NDArray[Any]) -> int:
        """Returns the number of bytes before an array."""
        return array.ctypes.data - self._start

    def hide(self) -> None:
        """Ends the existence of the file; the memory stays."""
        os.close(self._file)
        if not self.path.startswith("/proc/"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.path)


def _private_file() -> tuple[int, str]:
    """Returns a new file that only this user can open, and its path. Where the system can, no folder has it."""
    if hasattr(os, "memfd_create"):
        file = os.memfd_create("quant-trading-gym")
        os.fchmod(file, 0o600)
        return file, f"/proc/{os.getpid()}/fd/{file}"
    return tempfile.mkstemp(prefix="quant-trading-gym-")
