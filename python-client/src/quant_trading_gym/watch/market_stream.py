"""The stream of a market that runs in the server and is looked at from here."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue
from typing import Protocol

from quant_trading_gym import errors
from quant_trading_gym.transport._proto import watch_pb2

MAX_SPEED = 0.0
"""As many ticks per second as there can be."""


class _Connection(Protocol):
    """What a session needs of `ClientConnection`."""

    def watch_market(
        self, requests: Iterator[watch_pb2.WatchMarketRequest]
    ) -> Iterator[watch_pb2.WatchMarketResponse]: ...


class MarketStream:
    """A market that goes on by itself; commands may come from any thread, frames are read by one."""

    def __init__(self, connection: _Connection, command: watch_pb2.OpenMarketCommand) -> None:
        """Opens the market.

        Raises:
            ScenarioError: There is no such scenario, or it is not valid.
            ArgumentError: Another value of the command is not allowed.
        """
        self._closed = False
        self._requests: SimpleQueue[watch_pb2.WatchMarketRequest | None] = SimpleQueue()
        self._responses = connection.watch_market(iter(self._requests.get, None))
        self._requests.put(watch_pb2.WatchMarketRequest(open=command))
        self.description: watch_pb2.MarketDescription = next(self._responses).opened

    def frames(self) -> Iterator[watch_pb2.MarketFrame]:
        """Frames as they come: one for each that `ask` asked for, until the session is closed.

        Raises:
            ServerError: The server has died.
            ArgumentError: A command was refused.
        """
        for response in self._responses:
            if response.HasField("error"):
                refusal = response.error
                raise errors.from_reason(
                    refusal.reason,
                    refusal.message,
                    field=refusal.field,
                    value=refusal.value,
                    allowed=refusal.allowed,
                )
            yield response.frame
        if not self._closed:
            raise errors.ServerError("the server ended the stream of this market")

    def ask(self) -> None:
        """Asks for a frame, which comes when there is something new."""
        self._requests.put(watch_pb2.WatchMarketRequest(frame=watch_pb2.FrameCommand()))

    def pause(self) -> None:
        """Lets the market stand still."""
        self._requests.put(watch_pb2.WatchMarketRequest(pause=watch_pb2.PauseCommand()))

    def resume(self) -> None:
        """Lets the market go on."""
        self._requests.put(watch_pb2.WatchMarketRequest(resume=watch_pb2.ResumeCommand()))

    def advance(self, ticks: int = 1) -> None:
        """Pauses, and lets so many ticks pass."""
        self._requests.put(watch_pb2.WatchMarketRequest(advance=watch_pb2.AdvanceCommand(ticks=ticks)))

    def pace(self, ticks_per_second: float) -> None:
        """Sets the speed; `MAX_SPEED` is as fast as it goes."""
        command = watch_pb2.PaceCommand(ticks_per_second=ticks_per_second)
        self._requests.put(watch_pb2.WatchMarketRequest(pace=command))

    def focus(self, instrument: int) -> None:
        """Makes frames show another instrument."""
        self._requests.put(watch_pb2.WatchMarketRequest(focus=watch_pb2.FocusCommand(instrument=instrument)))

    def close(self) -> None:
        """Ends the market."""
        self._closed = True
        self._requests.put(None)
