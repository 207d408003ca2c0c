"""An engine on this machine whose functions are called: its services, and the order of its handlers."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from google.protobuf.message import Message

from quant_trading_gym import errors
from quant_trading_gym.transport.bound_arrays import BoundArrays
from quant_trading_gym.transport.bound_memory import ArrayMemory
from quant_trading_gym.transport.failures import error_info, known_error, read_status

POLL_MILLIS = 50  # Ctrl-C is noticed between two polls
UNFINISHED = 1

Function = Callable[..., int]
Response = TypeVar("Response", bound=Message)


class EngineFunctions(Protocol):
    """The functions of the Java class `EngineFunctions`.

    Each returns a number; a negative one is a failure, see `BoundEngine.check`. All let other threads run, except those
    whose names say otherwise, where that can be.
    """

    connect: Function
    disconnect: Function
    answer: Function
    cancel: Function
    unbind: Function
    step: Function
    step_keeping_gil: Function
    reset: Function
    resume: Function
    resume_keeping_gil: Function
    snapshot: Function
    send_keeping_gil: Function

    def handle(self, number: int) -> Any:
        """Returns the handle of a binding as an argument of the other functions."""

    def call(self, method: bytes, request: bytes) -> int:
        """Begins a call of a service; returns its handle."""

    def new_memory(self) -> ArrayMemory:
        """Returns memory for the arrays of one binding."""

    def bind(self, name: bytes, arrays: BoundArrays) -> int:
        """Binds environments to arrays; returns the number of the binding."""

    def abandon(self, number: int) -> None:
        """Ends a binding from within the garbage collector, now or later."""

    def restore(self, handle: Any, index: int, snapshot: bytes) -> int:
        """Restores a snapshot in one environment."""

    def taken(self, length: int) -> bytes:
        """Returns the `length` bytes that the last function on this thread has left."""


class BoundEngine(ABC):
    """An engine on this machine that belongs to this process. Several threads may share it.

    Attributes:
        functions: Its functions.
        log_path: Path of its log.
        pid: Id of this process; the engine cannot be used in a forked child.
        faulthandler_enabled: Whether Python's faulthandler was enabled when the signal handlers were last in order.
        connections: Number of the open connection, and of those before.
    """

    name: str  # for people

    def __init__(self, functions: EngineFunctions, log_path: Path) -> None:
        self.functions = functions
        self.log_path = log_path
        self.pid = os.getpid()
        self.faulthandler_enabled = faulthandler.is_enabled()
        self.connections = 0
        self._is_connected = False

    @abstractmethod
    def check_handlers(self) -> None:
        """Puts the signal handlers in order after `faulthandler` was enabled or disabled."""

    @property
    def is_over(self) -> bool:
        """Whether this process can call the engine no more."""
        return self.pid != os.getpid()

    def broken(self) -> errors.ServerError:
        """Makes the error for a call after the connection has ended."""
        return errors.ServerError(f"the connection to {self.name} is closed")

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
        status = read_status(self.functions.taken(-code))
        info = error_info(status)
        if info is not None and info.reason != "INTERNAL":
            raise known_error(info, status.message)
        raise errors.ServerError(f"{self.name} failed: {status.message}; its log is {self.log_path}")


class BoundChannel:
    """Blocking calls of the services of an engine on this machine. A new channel ends the last one."""

    def __init__(self, engine: BoundEngine) -> None:
        self.address = engine.name
        self._engine = engine
        self._number = engine.connect()

    @property
    def is_broken(self) -> bool:
        """Whether the connection has ended; a new channel is needed."""
        return self._number != self._engine.connections or self._engine.is_over

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
        engine = self._engine
        if self.is_broken:
            raise engine.broken()
        engine.check_handlers()
        method = f"quanttradinggym.v1.{path}".encode()
        handle = engine.check(engine.functions.call(method, request.SerializeToString()))
        length = self._await(handle, None if timeout is None else time.monotonic() + timeout)
        return response.FromString(engine.functions.taken(length))

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
        raise errors.ServerError(f"{engine.name} did not answer in time")
