"""The engine in this process: its C functions, and calls of its services."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from google.protobuf.message import Message

from quant_trading_gym import errors
from quant_trading_gym.transport.failures import error_info, known_error, read_status

POLL_MILLIS = 50  # Ctrl-C is noticed between two polls
UNFINISHED = 1
_REPLACED = (
    "faulthandler was enabled after the engine had started in this process: the signal handlers of its Java virtual"
    " machine were no longer in front and were installed again; enable faulthandler before the first environment"
)

_NUMBER = ctypes.c_int64
_BYTES = ctypes.c_char_p
Response = TypeVar("Response", bound=Message)
Function = Callable[..., int]


class EngineFunctions:
    """The functions of the Java class `Upcalls`, in the order of its table.

    Each returns a number; a negative one is a failure, see `InProcessEngine.check`. All release the GIL, except those
    whose names say otherwise: releasing it costs a wait of 5 ms at each call if another thread computes.
    """

    COUNT = 14

    def __init__(self, addresses: Sequence[int]) -> None:
        at = iter(addresses)

        def function(*arguments: Any) -> Function:
            return ctypes.CFUNCTYPE(_NUMBER, *arguments)(next(at))

        self.take = function(_NUMBER, _NUMBER)
        self.connect = function()
        self.disconnect = function()
        self.call = function(_BYTES, _NUMBER, _BYTES, _NUMBER)
        self.answer = function(_NUMBER, _NUMBER)
        self.cancel = function(_NUMBER)
        self.bind = function(_BYTES, _NUMBER, _NUMBER)
        self.unbind = function(_NUMBER)
        step = next(at)
        self.step: Function = ctypes.CFUNCTYPE(_NUMBER, _NUMBER)(step)
        self.step_keeping_gil: Function = ctypes.PYFUNCTYPE(_NUMBER, _NUMBER)(step)
        self.reset = function(_NUMBER, _NUMBER, _NUMBER)
        resume = next(at)
        self.resume: Function = ctypes.CFUNCTYPE(_NUMBER, _NUMBER)(resume)
        self.resume_keeping_gil: Function = ctypes.PYFUNCTYPE(_NUMBER, _NUMBER)(resume)
        self.snapshot = function(_NUMBER, _NUMBER)
        self.restore = function(_NUMBER, _NUMBER, _BYTES, _NUMBER)
        self.send_keeping_gil: Function = ctypes.PYFUNCTYPE(_NUMBER, _NUMBER)(next(at))


class FatalHandlers(Protocol):
    """The handlers of fatal signals that a virtual machine needs."""

    def are_installed(self) -> bool:
        """Whether nobody has put another one in their place."""

    def install(self) -> None:
        """Installs them again."""


class InProcessEngine:
    """The engine of this process. Several threads may share it.

    Attributes:
        functions: Its C functions.
        log_path: Path of its log.
        pid: Id of its process; it cannot be used in a forked child.
        faulthandler_enabled: Whether Python's faulthandler was enabled when the signal handlers were last in order.
        connections: Number of the open connection, and of those before.
    """

    def __init__(self, functions: EngineFunctions, log_path: Path, handlers: FatalHandlers) -> None:
        """An engine that runs.

        Args:
            functions: Its C functions.
            log_path: Path of its log.
            handlers: The handlers of fatal signals that the virtual machine has installed.
        """
        self.functions = functions
        self.log_path = log_path
        self.pid = os.getpid()
        self.faulthandler_enabled = faulthandler.is_enabled()
        self.connections = 0
        self._is_connected = False
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

    @property
    def is_connected(self) -> bool:
        """Whether a connection is open."""
        return self._is_connected

    def connect(self) -> int:
        """Begins a connection, which ends the last one, and returns its number."""
        self.check_handlers()
        self.check(self.functions.connect())
        self.connections += 1
        self._is_connected = True
        return self.connections

    def disconnect(self) -> None:
        """Ends the connection and all that belongs to it."""
        if self._is_connected:
            self.connections += 1
            self._is_connected = False
            self.check_handlers()
            self.check(self.functions.disconnect())

    def check(self, code: int) -> int:
        """Returns the result of a function.

        Raises:
            Error: The function has failed; the subclass depends on the error reason.
        """
        if code >= 0:
            return code
        status = read_status(self.taken(-code))
        info = error_info(status)
        if info is not None and info.reason != "INTERNAL":
            raise known_error(info, status.message)
        raise errors.ServerError(f"the engine in this process failed: {status.message}; its log is {self.log_path}")

    def taken(self, length: int) -> bytes:
        """Returns the `length` bytes that the last function on this thread has left."""
        buffer = ctypes.create_string_buffer(length)
        self.functions.take(ctypes.addressof(buffer), length)
        return buffer.raw


class InProcessChannel:
    """Blocking calls of the services of the engine in this process. A new channel ends the last one."""

    address = "this process"

    def __init__(self, engine: InProcessEngine) -> None:
        self._engine = engine
        self._number = engine.connect()

    @property
    def is_broken(self) -> bool:
        """Whether the connection has ended; a new channel is needed."""
        return self._number != self._engine.connections or self._engine.pid != os.getpid()

    @property
    def log_hint(self) -> str:
        """Suffix of error messages with the path of the engine's log."""
        return f"; its log is {self._engine.log_path}"

    def close(self) -> None:
        """Ends the connection. Later calls fail."""
        if not self.is_broken:
            self._engine.disconnect()

    def call(self, path: str, request: Message, response: type[Response], timeout: float | None = None) -> Response:
        """Calls a method such as "ScenarioService/ListScenarios" and returns its response.

        Raises:
            Error: The call failed; the subclass depends on the error reason.
        """
        if self.is_broken:
            raise errors.ServerError("the connection to the engine in this process is closed")
        engine = self._engine
        engine.check_handlers()
        method, packed = f"quanttradinggym.v1.{path}".encode(), request.SerializeToString()
        handle = engine.check(engine.functions.call(method, len(method), packed, len(packed)))
        length = self._await(handle, None if timeout is None else time.monotonic() + timeout)
        return response.FromString(engine.taken(length))

    def _await(self, handle: int, deadline: float | None) -> int:
        """Returns the length of the answer of a call."""
        engine = self._engine
        try:
            while deadline is None or time.monotonic() < deadline:
                code = engine.functions.answer(handle, POLL_MILLIS)
                if code:
                    return engine.check(code) - 1
        except errors.Error:
            raise
        except BaseException:  # Ctrl-C
            with contextlib.suppress(errors.Error):
                engine.check(engine.functions.cancel(handle))
            raise
        engine.check(engine.functions.cancel(handle))
        raise errors.ServerError("the engine in this process did not answer in time")
