"""What a screen may show of a running market.

Prices are in ticks, quantities in lots, money in currency, times in nanoseconds since midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class IndicatorUnit(Enum):
    """What an indicator is measured in; FRACTION is shown as per cent."""

    TICKS = "ticks"
    TICK_DIFFERENCE = "tick difference"
    LOTS = "lots"
    FRACTION = "fraction"
    NUMBER = "number"


class MarketState(Enum):
    """Whether a market goes on; FINISHED at the close."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class MarketPhase(Enum):
    """What the exchange does with orders."""

    CONTINUOUS = "continuous"
    AUCTION_CALL = "auction call"
    HALTED = "halted"


@dataclass(frozen=True, kw_only=True)
class MarketInstrument:
    """An instrument of a market; `tick_size` is in currency."""

    symbol: str
    sector: str
    tick_size: float


@dataclass(frozen=True, kw_only=True)
class MarketIndicator:
    """An indicator of every frame."""

    name: str
    unit: IndicatorUnit


@dataclass(frozen=True, kw_only=True)
class MarketDescription:
    """What stays the same while a market runs.

    Attributes:
        scenario: Name of the scenario.
        title: Title of the scenario.
        instruments: Instruments, in index order.
        open_nanos: Open of the session.
        close_nanos: Close of the session.
        step_nanos: Market time of one step.
        bar_nanos: Market time of one bar.
        indicators: Indicators of every frame, in this order.
        agents: Number of agents.
    """

    scenario: str
    title: str
    instruments: tuple[MarketInstrument, ...]
    open_nanos: int
    close_nanos: int
    step_nanos: int
    bar_nanos: int
    indicators: tuple[MarketIndicator, ...]
    agents: int


@dataclass(frozen=True, kw_only=True)
class Quote:
    """The prices of an instrument; a side that is empty is None.

    `reference_ticks` is the price before the first trade.
    """

    last_ticks: int
    bid_ticks: int | None
    ask_ticks: int | None
    reference_ticks: int
    volume_lots: int


@dataclass(frozen=True, kw_only=True)
class Level:
    """One price of a side of the book."""

    price_ticks: int
    quantity_lots: int
    orders: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """The trades of one stretch of time; without one, all prices are the last before.

    Attributes:
        end_nanos: End of the bar: a whole number of bars after the open. A trade at the very end belongs to it.
        open_ticks: First price.
        high_ticks: Highest price.
        low_ticks: Lowest price.
        close_ticks: Last price.
        volume_lots: Quantity traded.
        buy_volume_lots: Quantity traded by incoming buy orders.
        trades: Number of trades.
        average_ticks: Mean mid of the last 20 bars at its end; None until it is known.
        vwap_ticks: The day's volume-weighted average price at its end; None until it is known.
    """

    end_nanos: int
    open_ticks: int
    high_ticks: int
    low_ticks: int
    close_ticks: int
    volume_lots: int
    buy_volume_lots: int
    trades: int
    average_ticks: float | None
    vwap_ticks: float | None


@dataclass(frozen=True, kw_only=True)
class MarketTrade:
    """A trade; `buy` says whether the incoming order bought."""

    time_nanos: int
    price_ticks: int
    quantity_lots: int
    buy: bool
    maker: str
    taker: str


@dataclass(frozen=True, kw_only=True)
class MarketNews:
    """A piece of news.

    Attributes:
        time_nanos: When it came.
        kind: "earnings", "guidance", "rate" or "sector".
        about: Symbol or sector; empty for all instruments.
        surprise: In standard deviations; positive is good for values.
        value_change: Lasting change of the logarithm of a value.
    """

    time_nanos: int
    kind: str
    about: str
    surprise: float
    value_change: float


@dataclass(frozen=True, kw_only=True)
class MarketRisk:
    """What can be lost with one lot; returns are logarithmic, of mid prices, from minute to minute.

    Attributes:
        volatility: Annualised standard deviation of the last 60 returns; NaN while there are fewer than two.
        drawdown: Distance from the highest mid so far, relative to it.
        max_drawdown: Largest drawdown so far.
        value_at_risk: The loss that 5 % of the returns so far exceed; NaN below 20 returns.
        expected_shortfall: Mean of those losses; NaN below 20 returns.
        spread: Relative to the mid; NaN while a side is empty.
        gross_exposure: Sum of the absolute positions of all agents at mid.
        net_exposure: Sum of the positions of all agents at mid.
        short_lots: Lots of this instrument that agents owe.
        largest_holder: Name of the agent with the largest position in this instrument.
        largest_position_lots: That position.
    """

    volatility: float
    drawdown: float
    max_drawdown: float
    value_at_risk: float
    expected_shortfall: float
    spread: float
    gross_exposure: float
    net_exposure: float
    short_lots: int
    largest_holder: str
    largest_position_lots: int


@dataclass(frozen=True, kw_only=True)
class AgentGroup:
    """Agents of one kind.

    Attributes:
        name: Name of the kind.
        members: Number of agents.
        pnl: Equity at mid, less that of the beginning.
        position_lots: Net position in this instrument.
        gross_exposure: Sum of the absolute positions at mid.
        fees: Paid, less rebates.
        max_drawdown: Largest fall of the P&L so far, looked at every minute.
        value_at_risk: The loss within a minute that 5 % of the minutes so far exceed; NaN before 20 minutes.
    """

    name: str
    members: int
    pnl: float
    position_lots: int
    gross_exposure: float
    fees: float
    max_drawdown: float
    value_at_risk: float


@dataclass(frozen=True, kw_only=True)
class AgentResult:
    """One agent."""

    name: str
    pnl: float
    position_lots: int


@dataclass(frozen=True, kw_only=True)
class MarketFrame:
    """A market at one time.

    Attributes:
        time_nanos: Market time.
        state: Whether the market goes on.
        phase: Phase of the exchange.
        steps: Steps since the start.
        steps_per_second: Steps that there should be in a second; 0 for as many as possible.
        reached_steps_per_second: Steps that there are in a second.
        commands: Number of commands, requests for frames aside, that are taken into account.
        events: Number of events.
        order_events: Number of order messages.
        trades: Number of trades.
        digest: Running digest of all book events, 16 hex digits.
        quotes: Quotes of all instruments.
        instrument: Index of the instrument that the rest is about.
        bids: Best first.
        asks: Best first.
        bars: Oldest first; the last one still grows.
        latest_trades: Newest first.
        news: Of all instruments, newest first.
        indicators: In the order of the description; NaN while too little is known.
        risk: Risk of this instrument.
        groups: Agents by kind.
        winners: Agents who gained most, best first.
        losers: Agents who lost most, worst first.
    """

    time_nanos: int
    state: MarketState
    phase: MarketPhase
    steps: int
    steps_per_second: float
    reached_steps_per_second: float
    commands: int
    events: int
    order_events: int
    trades: int
    digest: str
    quotes: tuple[Quote, ...]
    instrument: int
    bids: tuple[Level, ...]
    asks: tuple[Level, ...]
    bars: tuple[Bar, ...]
    latest_trades: tuple[MarketTrade, ...]
    news: tuple[MarketNews, ...]
    indicators: tuple[float, ...]
    risk: MarketRisk
    groups: tuple[AgentGroup, ...]
    winners: tuple[AgentResult, ...]
    losers: tuple[AgentResult, ...]
