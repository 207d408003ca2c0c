"""Waits of the main thread."""

from __future__ import annotations

from queue import SimpleQueue

from quant_trading_gym.base.waiting import take


class _Recorded(SimpleQueue[int]):
    timeouts: list[float | None]

    def __init__(self) -> None:
        self.timeouts = []

    def get(self, block: bool = True, timeout: float | None = None) -> int:
        self.timeouts.append(timeout)
        if len(self.timeouts) == 2:
            self.put(7)
        return super().get(block, 0.01)


def test_a_wait_is_short_so_that_a_signal_just_before_it_is_handled() -> None:
    queue = _Recorded()
    assert take(queue) == 7
    assert len(queue.timeouts) == 2
    assert all(timeout is not None and timeout <= 1 for timeout in queue.timeouts)
