"""The engine in a server process on this machine: its functions over Unix sockets, its arrays in shared memory."""

from __future__ import annotations

import faulthandler
import os
import socket
import struct
import threading
import weakref
from collections import deque
from typing import Protocol

from quant_trading_gym import errors
from quant_trading_gym.transport.bound_arrays import BoundArrays
from quant_trading_gym.transport.bound_engine import BoundEngine, Function
from quant_trading_gym.transport.bound_memory import SharedMemory
from quant_trading_gym.transport.channel import LocalServer

SILENCE_SECONDS = 30
"""Longest time without an answer; no function takes longer than a slice of a step."""

_REQUEST = struct.Struct("=iiqqq")  # function, number of bytes that follow, arguments
_ANSWER = struct.Struct("=qq")  # result, number of bytes that follow
_CALL, _BIND, _UNBIND, _RESTORE = 3, 6, 7, 12


class LineServer(LocalServer, Protocol):
    """A server process of this process that opens lines."""

    def is_alive(self) -> bool:
        """Whether it runs and belongs to this process."""

    def open_line(self) -> socket.socket:
        """Opens a socket whose other end the server serves."""


class _Line:
    """One socket to the server. Requests and answers alternate.

    Attributes:
        send: Sends bytes.
    """

    def __init__(self, line: socket.socket) -> None:
        timeout = struct.pack("ll", SILENCE_SECONDS, 0)
        line.settimeout(None)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, timeout)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, timeout)
        self.send = line.sendall
        self._receive = line.recv
        self._socket = line

    def receive(self, length: int) -> bytes:
        """Returns the next `length` bytes.

        Raises:
            OSError: The server has hung up.
            BlockingIOError: The server is silent.
        """
        received = self._receive(length, socket.MSG_WAITALL)
        while len(received) < length:  # a signal came
            more = self._receive(length - len(received), socket.MSG_WAITALL)
            if not more:
                raise ConnectionError
            received += more
        return received

    def __del__(self) -> None:
        self._socket.close()


class _Lines(threading.local):
    """The lines of a thread that wait for a request. More than one are in use if a signal handler makes a call."""

    def __init__(self) -> None:
        self.free: list[_Line] = []
        self.left = b""  # by the last function


class LocalFunctions:
    """The functions of the Java class `Line`: see the protocol `EngineFunctions`. Each thread has lines of its own.

    Waiting for an answer lets other threads run.
    """

    def __init__(self, server: LineServer) -> None:
        self._server = server
        self._lines = _Lines()
        self._abandoned: deque[int] = deque()
        self.is_broken = False
        self.connect = self._function(1)
        self.disconnect = self._function(2)
        self.answer = self._function(4)
        self.cancel = self._function(5)
        self.unbind = self._function(_UNBIND)
        self.step = self.step_keeping_gil = self._function(8)
        self.reset = self._function(9)
        self.resume = self.resume_keeping_gil = self._function(10)
        self.snapshot = self._function(11)
        self.send_keeping_gil = self._function(13)
        _all.add(self)

    def _function(self, number: int) -> Function:
        pack, ask = _REQUEST.pack, self._ask

        def function(first: int = 0, second: int = 0, third: int = 0) -> int:
            return ask(pack(number, 0, first, second, third))

        return function

    def _ask(self, request: bytes) -> int:
        """Sends a request and returns its result. A line whose answer was not awaited is closed."""
        lines = self._lines
        line = lines.free.pop() if lines.free else self._open()
        try:
            line.send(request)
            result, length = _ANSWER.unpack(line.receive(_ANSWER.size))
            if length:
                lines.left = line.receive(length)
        except BlockingIOError:
            self.is_broken = True
            raise errors.ServerError(self._silent(), field="transport", value="local") from None
        except OSError:
            raise self.ended() from None
        lines.free.append(line)
        return int(result)

    def _open(self) -> _Line:
        if self.is_broken or not self._server.is_alive():
            raise self.ended()
        return _Line(self._server.open_line())

    def _silent(self) -> str:
        return f"the embedded server has not answered for {SILENCE_SECONDS} s; its log is {self._server.log_path}"

    def ended(self) -> errors.ServerError:
        """Makes the error for a server that has hung up."""
        death = self._server.describe_death(wait_seconds=1.0)
        lost = f"the connection to the embedded server is closed; its log is {self._server.log_path}"
        return errors.ServerError(death or lost, field="transport", value="local")

    def handle(self, number: int) -> int:
        """Returns the handle of a binding as an argument of the other functions."""
        return number

    def call(self, method: bytes, request: bytes) -> int:
        """Begins a call of a service; returns its handle."""
        return self._ask_with(_CALL, method + request, len(method))

    def new_memory(self) -> SharedMemory:
        """Returns memory for the arrays of one binding."""
        return SharedMemory()

    def bind(self, name: bytes, arrays: BoundArrays) -> int:
        """Binds environments to arrays; returns the number of the binding."""
        while self._abandoned:
            self.unbind(self._abandoned.popleft())
        memory = arrays.memory
        assert isinstance(memory, SharedMemory)
        try:
            return self._ask_with(_BIND, name + os.fsencode(memory.path), len(name), memory.size)
        finally:
            memory.hide()

    def abandon(self, number: int) -> None:
        """Ends a binding with the next one: this thread may be in the middle of a call."""
        self._abandoned.append(number)

    def restore(self, handle: int, index: int, snapshot: bytes) -> int:
        """Restores a snapshot in one environment."""
        return self._ask_with(_RESTORE, snapshot, handle, index)

    def _ask_with(self, function: int, content: bytes, first: int, second: int = 0) -> int:
        return self._ask(_REQUEST.pack(function, len(content), first, second, 0) + content)

    def taken(self, length: int) -> bytes:
        """Returns the `length` bytes that the last function on this thread has left."""
        left, self._lines.left = self._lines.left, b""
        return left

    def forget_in_child(self) -> None:
        """Closes the inherited lines of a forked child."""
        self._lines = _Lines()


class LocalEngine(BoundEngine):
    """The engine in a server process on this machine."""

    name = "the embedded server"

    def __init__(self, server: LineServer) -> None:
        functions = LocalFunctions(server)
        super().__init__(functions, server.log_path)
        self._server = server
        self._own = functions

    def check_handlers(self) -> None:
        """Takes note only: no virtual machine of this process needs handlers."""
        self.faulthandler_enabled = faulthandler.is_enabled()

    @property
    def is_over(self) -> bool:
        """Whether this process can call the engine no more."""
        return self._own.is_broken or not self._server.is_alive()

    def broken(self) -> errors.ServerError:
        """Makes the error for a call after the connection has ended."""
        return self._own.ended() if self.is_over else super().broken()


_all: weakref.WeakSet[LocalFunctions] = weakref.WeakSet()


def _after_fork_in_child() -> None:
    for functions in _all:
        functions.forget_in_child()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
