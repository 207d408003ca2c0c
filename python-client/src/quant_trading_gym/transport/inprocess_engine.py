"""The engine in this process: its C functions."""

from __future__ import annotations

import ctypes
import faulthandler
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from quant_trading_gym.transport.bound_arrays import BoundArrays
from quant_trading_gym.transport.bound_engine import BoundEngine, Function
from quant_trading_gym.transport.bound_memory import OwnMemory

_REPLACED = (
    "faulthandler was enabled after the engine had started in this process: the signal handlers of its Java virtual"
    " machine were no longer in front and were installed again; enable faulthandler before the first environment"
)

_NUMBER = ctypes.c_int64
_BYTES = ctypes.c_char_p


class UpcallFunctions:
    """The functions of the Java class `Upcalls`, in the order of its table: see the protocol `EngineFunctions`.

    All release the GIL, except those whose names say otherwise: releasing it costs a wait of 5 ms at each call if
    another thread computes.
    """

    COUNT = 14

    def __init__(self, addresses: Sequence[int]) -> None:
        at = iter(addresses)

        def function(*arguments: Any) -> Function:
            return ctypes.CFUNCTYPE(_NUMBER, *arguments)(next(at))

        self._take = function(_NUMBER, _NUMBER)
        self.connect = function()
        self.disconnect = function()
        self._call = function(_BYTES, _NUMBER, _BYTES, _NUMBER)
        self.answer = function(_NUMBER, _NUMBER)
        self.cancel = function(_NUMBER)
        self._bind = function(_BYTES, _NUMBER, _NUMBER)
        self.unbind = function(_NUMBER)
        step = next(at)
        self.step: Function = ctypes.CFUNCTYPE(_NUMBER, _NUMBER)(step)
        self.step_keeping_gil: Function = ctypes.PYFUNCTYPE(_NUMBER, _NUMBER)(step)
        self.reset = function(_NUMBER, _NUMBER, _NUMBER)
        resume = next(at)
        self.resume: Function = ctypes.CFUNCTYPE(_NUMBER, _NUMBER)(resume)
        self.resume_keeping_gil: Function = ctypes.PYFUNCTYPE(_NUMBER, _NUMBER)(resume)
        self.snapshot = function(_NUMBER, _NUMBER)
        self._restore = function(_NUMBER, _NUMBER, _BYTES, _NUMBER)
        self.send_keeping_gil: Function = ctypes.PYFUNCTYPE(_NUMBER, _NUMBER)(next(at))

    def handle(self, number: int) -> ctypes.c_int64:
        """Returns the handle of a binding as an argument: a C number is passed faster than one of Python."""
        return ctypes.c_int64(number)

    def call(self, method: bytes, request: bytes) -> int:
        """Begins a call of a service; returns its handle."""
        return self._call(method, len(method), request, len(request))

    def new_memory(self) -> OwnMemory:
        """Returns memory for the arrays of one binding."""
        return OwnMemory()

    def bind(self, name: bytes, arrays: BoundArrays) -> int:
        """Binds environments to arrays; returns the number of the binding."""
        return self._bind(name, len(name), arrays.memory.place(arrays.table))

    def abandon(self, number: int) -> None:
        """Ends a binding."""
        self.unbind(number)

    def restore(self, handle: ctypes.c_int64, index: int, snapshot: bytes) -> int:
        """Restores a snapshot in one environment."""
        return self._restore(handle, index, snapshot, len(snapshot))

    def taken(self, length: int) -> bytes:
        """Returns the `length` bytes that the last function on this thread has left."""
        buffer = ctypes.create_string_buffer(length)
        self._take(ctypes.addressof(buffer), length)
        return buffer.raw


class FatalHandlers(Protocol):
    """The handlers of fatal signals that a virtual machine needs."""

    def are_installed(self) -> bool:
        """Whether nobody has put another one in their place."""

    def install(self) -> None:
        """Installs them again."""


class InProcessEngine(BoundEngine):
    """The engine in this process."""

    name = "the engine in this process"

    def __init__(self, functions: UpcallFunctions, log_path: Path, handlers: FatalHandlers) -> None:
        """An engine that runs.

        Args:
            functions: Its C functions.
            log_path: Path of its log.
            handlers: The handlers of fatal signals that the virtual machine has installed.
        """
        super().__init__(functions, log_path)
        self._handlers = handlers
        self._has_warned = False

    def check_handlers(self) -> None:
        """Puts the signal handlers in order after `faulthandler` was enabled or disabled.

        The virtual machine needs its own handler of SIGSEGV first: it checks for null and stops threads with it. Where
        `faulthandler` has put its own in front, a `RuntimeWarning` says so once.
        """
        replaced = not self._handlers.are_installed()
        if replaced:
            self._handlers.install()
        self.faulthandler_enabled = faulthandler.is_enabled()
        if replaced and self.faulthandler_enabled and not self._has_warned:
            self._has_warned = True
            warnings.warn(_REPLACED, RuntimeWarning, stacklevel=2)
