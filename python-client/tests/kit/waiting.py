"""Waits for conditions. Deadlines are generous: they detect a hang and measure nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

HANG_SECONDS = 60.0


def eventually(condition: Callable[[], bool]) -> bool:
    """Returns whether the condition becomes true before the deadline."""
    deadline = time.monotonic() + HANG_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def returns(call: Callable[[], object]) -> bool:
    """Returns whether the call, made in another thread, returns before the deadline."""
    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(HANG_SECONDS)
    return not thread.is_alive()
