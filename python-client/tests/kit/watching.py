"""Markets for tests of the live view."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from textual.pilot import Pilot

from quant_trading_gym.jvm.engine import connect
from quant_trading_gym.transport.market_stream import MarketOptions, MarketStream
from quant_trading_gym.watch.moment import Moment

COMPACT, WIDE = (80, 24), (160, 48)

TWO_STOCKS = {
    "instruments": [
        {"symbol": "AAA", "sector": "tech", "fundamental": {"type": "mean-reverting"}},
        {"symbol": "BBB", "tick_size": 0.05, "initial_price": 500, "fundamental": {"type": "mean-reverting"}},
    ],
    "population": [
        {"type": "market-maker", "count": 2},
        {"type": "market-maker", "name": "other-maker", "instrument": 1},
        {"type": "noise", "count": 20},
        {"type": "noise", "name": "other-noise", "count": 20, "instrument": 1},
    ],
    "news": [{"type": "sector-news", "sector": "tech", "minutes": [2, 5]}],
}


@contextmanager
def market(speed: float = 10.0, **options: Any) -> Iterator[MarketStream]:
    """Yields a paused market of two instruments."""
    opened = MarketOptions(
        scenario="market-making", overrides=TWO_STOCKS, seed=7, paused=True, steps_per_second=speed, **options
    )
    stream = MarketStream(connect(), opened)
    try:
        yield stream
    finally:
        stream.close()


def moment(**options: Any) -> Moment:
    """Returns the first frame of a paused market."""
    with market(**options) as stream:
        stream.ask()
        return Moment(description=stream.description, frame=next(stream.frames()))


async def until(pilot: Pilot[object], condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Waits until the condition is true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not become true"
        await pilot.pause(0.02)


def play(scene: Callable[[], Any]) -> None:
    """Runs an asynchronous test with an application."""
    asyncio.run(scene())
