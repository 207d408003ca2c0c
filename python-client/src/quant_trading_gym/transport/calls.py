"""Calls that wait in threads of their own, where no signal reaches them.

Inside gRPC, an exception that a signal handler raises (Ctrl-C, the end by SIGTERM) may leave a lock taken for ever, and
every later call of the process hangs. The thread that asks therefore waits for a queue alone.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

_AHEAD = 4
"""Responses that are read before they are asked for."""


def call_aside(call: Callable[[], Result]) -> Result:
    """Runs `call`, in another thread where this is the main one, and returns or raises what comes of it."""
    if threading.current_thread() is not threading.main_thread():
        return call()
    outcome: SimpleQueue[tuple[Result, None] | tuple[None, BaseException]] = SimpleQueue()
    threading.Thread(target=_run, args=(call, outcome), name="qtg-call", daemon=True).start()
    result, problem = outcome.get()
    if problem is not None:
        raise problem
    return result  # type: ignore[return-value]


def _run(call: Callable[[], Any], outcome: SimpleQueue[Any]) -> None:
    try:
        outcome.put((call(), None))
    except BaseException as problem:
        outcome.put((None, problem))


class ResponseStream(Generic[Result]):
    """The responses of a call that answers with many. The call begins with the first; dropping the stream cancels it.

    Args:
        begin: Makes the call, which is an iterator of responses with a method `cancel`.
        translate: Makes the error to raise of one that the call raised.
    """

    def __init__(self, begin: Callable[[], Any], translate: Callable[[Exception], Exception]) -> None:
        self._reader = _Reader(begin, translate)
        self._pid = os.getpid()

    def __iter__(self) -> Iterator[Result]:
        return self

    def __next__(self) -> Result:
        answer = self._reader.next()
        if isinstance(answer, Exception):
            raise answer
        response: Result = answer
        return response

    def cancel(self) -> None:
        """Ends the call, from any thread, and returns at once."""
        if self._pid == os.getpid():  # a call does not follow into a fork
            self._reader.cancel()

    def __del__(self) -> None:
        with contextlib.suppress(RuntimeError):  # the interpreter ends: no thread can be started
            self.cancel()


class _Reader:
    """Reads the responses of a call in a thread of its own."""

    def __init__(self, begin: Callable[[], Any], translate: Callable[[Exception], Exception]) -> None:
        self._begin = begin
        self._translate = translate
        self._permits: SimpleQueue[bool] = SimpleQueue()
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._call: Any = None
        self._begun = self._ended = self._cancelled = False

    def next(self) -> Any:
        """The next response, or the error or StopIteration that the call ended with, then and from then on."""
        if not self._begun:
            self._begun = True
            for _ in range(_AHEAD):
                self._permits.put(True)
            threading.Thread(target=self._read, name="qtg-responses", daemon=True).start()
        answer = self._answers.get()
        if isinstance(answer, Exception):
            self._answers.put(answer)
        else:
            self._permits.put(True)
        return answer

    def cancel(self) -> None:
        self._cancelled = True
        self._permits.put(False)
        if self._call is not None and not self._ended:
            threading.Thread(target=self._call.cancel, name="qtg-cancel", daemon=True).start()

    def _read(self) -> None:
        try:
            self._call = self._begin()
            if self._cancelled:
                self._call.cancel()
            while self._permits.get():
                self._answers.put(next(self._call))
        except StopIteration as end:
            self._answers.put(end)
        except Exception as problem:
            self._answers.put(self._translate(problem))
        finally:
            self._ended = True
