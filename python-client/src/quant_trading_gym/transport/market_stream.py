"""Stream of a market that runs in the server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Protocol

from quant_trading_gym import errors
from quant_trading_gym.transport._proto import scenario_pb2, watch_pb2
from quant_trading_gym.transport.market_frames import MarketDescription, MarketFrame
from quant_trading_gym.transport.market_messages import read_market_description, read_market_frame
from quant_trading_gym.transport.policy_results import PolicyReference, write_reference
from quant_trading_gym.transport.sources import Scenario

MAX_SPEED = 0.0
"""Unlimited steps per second."""


@dataclass(frozen=True, kw_only=True)
class MarketOptions:
    """Options of a watched market.

    Attributes:
        scenario: Name in the catalogue, path of a YAML file, or a mapping with a scenario's content.
        overrides: Values that take precedence; maps are merged, lists are replaced.
        seed: Seed of the market, unsigned 64-bit.
        step: Market time of one step, such as "1s"; empty for "1s".
        bar: Market time of one bar, such as "1m"; empty for "1m".
        start: Market time after the open of the first frame, such as "30m"; empty for the open.
        steps_per_second: Speed; `MAX_SPEED` is unlimited.
        paused: Whether the market starts paused.
        instrument: Symbol of the first displayed instrument; empty for the instrument with index 0.
        levels: Maximum number of price levels on each side of the book in a frame; 0 for 10.
        policy: Policy of the scenario's trader; None for a market without the trader.
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
    policy: PolicyReference | None = None


class _Connection(Protocol):
    """The part of `ClientConnection` that a market uses."""

    def scenario_source(
        self, scenario: Scenario, overrides: Mapping[str, object] | None = None
    ) -> scenario_pb2.ScenarioSource: ...

    def watch_market(
        self, requests: Iterator[watch_pb2.WatchMarketRequest]
    ) -> Iterator[watch_pb2.WatchMarketResponse]: ...


class MarketStream:
    """A running market. Any thread may send commands; one thread reads frames."""

    def __init__(self, connection: _Connection, options: MarketOptions) -> None:
        """Opens the market.

        Raises:
            ScenarioError: The scenario is unknown or not valid.
            ArgumentError: Another option is not valid.
        """
        self._closed = False
        self._requests: SimpleQueue[watch_pb2.WatchMarketRequest | None] = SimpleQueue()
        command = _open_command(connection, options)
        self._responses = connection.watch_market(iter(self._requests.get, None))
        self._requests.put(watch_pb2.WatchMarketRequest(open=command))
        self.description: MarketDescription = read_market_description(next(self._responses).opened)

    def frames(self) -> Iterator[MarketFrame]:
        """Yields one frame for each call of `ask` until the stream is closed.

        Raises:
            ServerError: The server terminated.
            ArgumentError: The server rejected a command.
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
        """Requests a frame; the server sends it after the next change."""
        self._requests.put(watch_pb2.WatchMarketRequest(frame=watch_pb2.FrameCommand()))

    def pause(self) -> None:
        """Pauses the market."""
        self._requests.put(watch_pb2.WatchMarketRequest(pause=watch_pb2.PauseCommand()))

    def resume(self) -> None:
        """Resumes the market."""
        self._requests.put(watch_pb2.WatchMarketRequest(resume=watch_pb2.ResumeCommand()))

    def advance(self, steps: int = 1) -> None:
        """Pauses the market and advances it by `steps` steps."""
        self._requests.put(watch_pb2.WatchMarketRequest(advance=watch_pb2.AdvanceCommand(steps=steps)))

    def pace(self, steps_per_second: float) -> None:
        """Sets the speed; `MAX_SPEED` is unlimited."""
        self._requests.put(watch_pb2.WatchMarketRequest(pace=_pace(steps_per_second)))

    def focus(self, instrument: int) -> None:
        """Selects the instrument of later frames by index."""
        self._requests.put(watch_pb2.WatchMarketRequest(focus=watch_pb2.FocusCommand(instrument=instrument)))

    def close(self) -> None:
        """Closes the market."""
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
        policy=None if options.policy is None else write_reference(options.policy),
    )


def _pace(steps_per_second: float) -> watch_pb2.PaceCommand:
    return watch_pb2.PaceCommand(steps_per_second=steps_per_second)
