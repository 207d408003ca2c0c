"""Calls that wait in separate threads, which receive no signals.

An exception raised by a signal handler (Ctrl-C, SIGTERM) inside gRPC may leave a lock held permanently, and every later
call of the process hangs. The calling thread therefore waits only on a queue.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from quant_trading_gym.base.waiting import take

Result = TypeVar("Result")

_AHEAD = 4
"""Number of responses that are read ahead."""


def call_aside(call: Callable[[], Result]) -> Result:
    """Runs `call` and returns its result or raises its error. In the main thread, the call runs in another thread."""
    if threading.current_thread() is not threading.main_thread():
        return call()
    outcome: SimpleQueue[tuple[Result, None] | tuple[None, BaseException]] = SimpleQueue()
    threading.Thread(target=_run, args=(call, outcome), name="qtg-call", daemon=True).start()
    result, problem = take(outcome)
    if problem is not None:
        raise problem
    return result  # type: ignore[return-value]


def _run(call: Callable[[], Any], outcome: SimpleQueue[Any]) -> None:
    try:
        outcome.put((call(), None))
    except BaseException as problem:
        outcome.put((None, problem))


class ResponseStream(Generic[Result]):
    """The responses of a streaming call. The first read starts the call; dropping the stream cancels it.

    Args:
        begin: Starts the call and returns an iterator of responses with a method `cancel`.
        translate: Converts an error of the call to the error to raise.
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
        """Cancels the call and returns immediately; callable from any thread."""
        if self._pid == os.getpid():  # a forked child does not inherit the call
            self._reader.cancel()

    def __del__(self, is_finalizing: Callable[[], bool] = sys.is_finalizing) -> None:
        if not is_finalizing():  # a thread that is started then never runs, and its starter waits for it for ever
            self.cancel()


class _Reader:
    """Reads the responses of a call in a separate thread."""

    def __init__(self, begin: Callable[[], Any], translate: Callable[[Exception], Exception]) -> None:
        self._begin = begin
        self._translate = translate
        self._permits: SimpleQueue[bool] = SimpleQueue()
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._call: Any = None
        self._begun = self._ended = self._cancelled = False

    def next(self) -> Any:
        """Returns the next response; raises the final error or StopIteration, also on every later call."""
        if not self._begun:
            self._begun = True
            for _ in range(_AHEAD):
                self._permits.put(True)
            threading.Thread(target=self._read, name="qtg-responses", daemon=True).start()
        answer = take(self._answers)
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
            # The failure of a call that was cancelled here must not mark the connection as broken.
            self._answers.put(StopIteration() if self._cancelled else self._translate(problem))
        finally:
            self._ended = True
