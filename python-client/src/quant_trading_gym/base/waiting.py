"""Waiting in the main thread."""

from __future__ import annotations

import math
import time
from queue import Empty, SimpleQueue
from typing import TypeVar

Item = TypeVar("Item")

_SIGNAL_SECONDS = 0.5


def take(queue: SimpleQueue[Item], seconds: float = math.inf) -> Item:
    """Waits for the next item of a queue; Ctrl-C and SIGTERM are handled within half a second.

    A signal that arrives immediately before the system call of a wait does not end the wait. Python handles the signal
    only when the wait returns, so each wait is short.

    Raises:
        Empty: No item came within `seconds`.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return queue.get(timeout=max(0.0, min(_SIGNAL_SECONDS, deadline - time.monotonic())))
        except Empty:
            if time.monotonic() >= deadline:
                raise
