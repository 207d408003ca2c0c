"""The stream of a market that runs in the server and is shown here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Protocol

from quant_trading_gym import errors
from quant_trading_gym.transport._proto import scenario_pb2, watch_pb2
from quant_trading_gym.transport.market_frames import MarketDescription, MarketFrame
from quant_trading_gym.transport.market_messages import read_market_description, read_market_frame
from quant_trading_gym.transport.sources import Scenario

MAX_SPEED = 0.0
"""As many steps per second as there can be."""


@dataclass(frozen=True, kw_only=True)
class MarketOptions:
    """Which market to open, and how.

    Attributes:
        scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
        overrides: Values that take precedence; maps merge, lists replace.
        seed: Seed of the market, unsigned 64-bit.
        step: Market time of one step, such as "1s"; empty for "1s".
        bar: Market time of one bar, such as "1m"; empty for "1m".
        start: Market time after the open that passes before anything is shown, such as "30m"; empty for none.
        steps_per_second: Speed; `MAX_SPEED` is as fast as it goes.
        paused: Whether the market begins with a pause.
        instrument: Symbol of the instrument to begin with; empty for the first.
        levels: Most levels of each side of the book in a frame; 0 for 10.
    """

    scenario: Scenario
    overrides: Mapping[str, object] | None = None
    seed: int = 0
    step: str = ""
    bar: str = ""
    start: str = ""
    steps_per_second: float = MAX_SPEED
    paused: bool = False
    instrument: str = ""
    levels: int = 0


class _Connection(Protocol):
    """What a market needs of `ClientConnection`."""

    def scenario_source(
        self, scenario: Scenario, overrides: Mapping[str, object] | None = None
    ) -> scenario_pb2.ScenarioSource: ...

    def watch_market(
        self, requests: Iterator[watch_pb2.WatchMarketRequest]
    ) -> Iterator[watch_pb2.WatchMarketResponse]: ...


class MarketStream:
    """A market that goes on by itself; commands may come from any thread, frames are read by one."""

    def __init__(self, connection: _Connection, options: MarketOptions) -> None:
        """Opens the market.

        Raises:
            ScenarioError: There is no such scenario, or it is not valid.
            ArgumentError: Another option is not allowed.
        """
        self._closed = False
        self._requests: SimpleQueue[watch_pb2.WatchMarketRequest | None] = SimpleQueue()
        command = _open_command(connection, options)
        self._responses = connection.watch_market(iter(self._requests.get, None))
        self._requests.put(watch_pb2.WatchMarketRequest(open=command))
        self.description: MarketDescription = read_market_description(next(self._responses).opened)

    def frames(self) -> Iterator[MarketFrame]:
        """Frames as they come: one for each that `ask` asked for, until the stream is closed.

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
            yield read_market_frame(response.frame)
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

    def advance(self, steps: int = 1) -> None:
        """Pauses, and lets so many steps pass."""
        self._requests.put(watch_pb2.WatchMarketRequest(advance=watch_pb2.AdvanceCommand(steps=steps)))

    def pace(self, steps_per_second: float) -> None:
        """Sets the speed; `MAX_SPEED` is as fast as it goes."""
        self._requests.put(watch_pb2.WatchMarketRequest(pace=_pace(steps_per_second)))

    def focus(self, instrument: int) -> None:
        """Makes frames show another instrument."""
        self._requests.put(watch_pb2.WatchMarketRequest(focus=watch_pb2.FocusCommand(instrument=instrument)))

    def close(self) -> None:
        """Ends the market."""
        self._closed = True
        self._requests.put(None)


def _open_command(connection: _Connection, options: MarketOptions) -> watch_pb2.OpenMarketCommand:
    return watch_pb2.OpenMarketCommand(
        scenario=connection.scenario_source(options.scenario, options.overrides),
        seed=options.seed,
        step=options.step,
        bar=options.bar,
        start=options.start,
        pace=_pace(options.steps_per_second),
        paused=options.paused,
        instrument=options.instrument,
        levels=options.levels,
    )


def _pace(steps_per_second: float) -> watch_pb2.PaceCommand:
    return watch_pb2.PaceCommand(steps_per_second=steps_per_second)
