"""Frames of a running market for display.

Prices are in ticks, quantities in lots, money in currency, and times in nanoseconds since midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from quant_trading_gym.spec.spaces import EnvironmentSpec
from quant_trading_gym.transport.displays import OwnFill, OwnOrder


class IndicatorUnit(Enum):
    """Unit of an indicator; FRACTION is displayed as a percentage."""

    TICKS = "ticks"
    TICK_DIFFERENCE = "tick difference"
    LOTS = "lots"
    FRACTION = "fraction"
    NUMBER = "number"


class MarketState(Enum):
    """Run state of a market; FINISHED at the close."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class MarketPhase(Enum):
    """Trading phase of the exchange."""

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
    """Name and unit of an indicator in every frame."""

    name: str
    unit: IndicatorUnit


@dataclass(frozen=True, kw_only=True)
class TraderDescription:
    """Constant properties of the trader of a market.

    Attributes:
        policy: Name of its policy.
        spec: Specification of its observations and actions.
        start_nanos: Time of the first decision.
    """

    policy: str
    spec: EnvironmentSpec
    start_nanos: int


@dataclass(frozen=True, kw_only=True)
class MarketDescription:
    """Constant properties of a running market.

    Attributes:
        scenario: Name of the scenario.
        title: Title of the scenario.
        instruments: Instruments in index order.
        open_nanos: Time of the session open.
        close_nanos: Time of the session close.
        step_nanos: Market time of one step.
        bar_nanos: Market time of one bar.
        indicators: Indicators of every frame, in the order of their values.
        agents: Number of agents.
        trader: The trader; None in a market without one.
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
    trader: TraderDescription | None


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Prices of an instrument; the price of an empty side is None.

    `reference_ticks` is the price before the first trade.
    """

    last_ticks: int
    bid_ticks: int | None
    ask_ticks: int | None
    reference_ticks: int
    volume_lots: int


@dataclass(frozen=True, kw_only=True)
class Level:
    """One price level of a side of the book."""

    price_ticks: int
    quantity_lots: int
    orders: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """Aggregated trades of one interval; without trades, all prices equal the last earlier price.

    Attributes:
        end_nanos: End of the bar, inclusive: a whole number of bars after the open.
        open_ticks: First price.
        high_ticks: Highest price.
        low_ticks: Lowest price.
        close_ticks: Last price.
        volume_lots: Quantity traded.
        buy_volume_lots: Quantity traded by incoming buy orders.
        trades: Number of trades.
        average_ticks: Mean mid price of the last 20 bars at the end of the bar; None until available.
        vwap_ticks: Volume-weighted average price of the day at the end of the bar; None until available.
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
    """A trade; `buy` is True if the aggressor bought."""

    time_nanos: int
    price_ticks: int
    quantity_lots: int
    buy: bool
    maker: str
    taker: str


@dataclass(frozen=True, kw_only=True)
class MarketNews:
    """A news item.

    Attributes:
        time_nanos: Publication time.
        kind: Kind: "earnings", "guidance", "rate" or "sector".
        about: Symbol or sector; empty for all instruments.
        surprise: Surprise in standard deviations; positive surprises raise values.
        value_change: Permanent change of the logarithm of the fundamental value.
    """

    time_nanos: int
    kind: str
    about: str
    surprise: float
    value_change: float


@dataclass(frozen=True, kw_only=True)
class MarketRisk:
    """Risk of one lot of an instrument. Returns are one-minute log returns of the mid price.

    Attributes:
        volatility: Annualised standard deviation of the last 60 returns; NaN with fewer than two returns.
        drawdown: Relative distance from the highest mid price so far.
        max_drawdown: Largest drawdown so far.
        value_at_risk: Loss exceeded by 5 % of the returns so far; NaN with fewer than 20 returns.
        expected_shortfall: Mean of the losses beyond `value_at_risk`; NaN with fewer than 20 returns.
        spread: Spread relative to the mid price; NaN if a side is empty.
        gross_exposure: Sum of the absolute positions of all agents, valued at mid.
        net_exposure: Sum of the positions of all agents, valued at mid.
        short_lots: Short positions of all agents in this instrument, in lots.
        largest_holder: Name of the agent with the largest position in this instrument.
        largest_position_lots: Position of `largest_holder`, in lots.
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
        pnl: Change of the equity since the start, positions valued at mid.
        position_lots: Net position in this instrument.
        gross_exposure: Sum of the absolute positions, valued at mid.
        fees: Fees paid less rebates.
        max_drawdown: Maximum drawdown of the P&L so far, sampled every minute.
        value_at_risk: One-minute loss exceeded in 5 % of the minutes so far; NaN before 20 minutes.
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
    """P&L and position of one agent."""

    name: str
    pnl: float
    position_lots: int


@dataclass(frozen=True, kw_only=True)
class TraderFrame:
    """State of the trader, whose decisions a policy takes.

    Attributes:
        decisions: Number of decisions taken.
        finished: Whether the episode has ended; the market continues without the trader.
        reward: Reward of the last decision whose interval has passed.
        episode_return: Sum of the rewards.
        equity: Equity, positions valued at mid.
        pnl: P&L of the episode.
        fees: Fees paid less rebates.
        interventions: Number of rejected or modified orders.
        position_lots: Position in the instrument of the frame.
        orders: Live limit orders in this instrument, oldest first.
        fills: Fills in this instrument, newest first.
        observation: Observation of the last decision; empty before the first.
        action: Last action; empty before the first decision, and for a policy that sends orders without an action.
    """

    decisions: int
    finished: bool
    reward: float
    episode_return: float
    equity: float
    pnl: float
    fees: float
    interventions: int
    position_lots: int
    orders: tuple[OwnOrder, ...]
    fills: tuple[OwnFill, ...]
    observation: tuple[float, ...]
    action: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class MarketFrame:
    """State of a market at one time.

    Attributes:
        time_nanos: Market time.
        state: Run state of the market.
        phase: Phase of the exchange.
        steps: Steps since the start.
        steps_per_second: Target speed in steps per second; 0 is unlimited.
        reached_steps_per_second: Measured speed in steps per second.
        commands: Number of commands applied so far, without frame requests.
        events: Number of events.
        order_events: Number of order messages.
        trades: Number of trades.
        digest: Running digest of all book events, 16 hex digits.
        quotes: Quotes of all instruments.
        instrument: Index of the instrument of the following attributes.
        bids: Bid levels, best price first.
        asks: Ask levels, best price first.
        bars: Bars, oldest first; the last bar is incomplete.
        latest_trades: Recent trades, newest first.
        news: News of all instruments, newest first.
        indicators: Values in the order of the description; NaN until enough data are available.
        risk: Risk of this instrument.
        groups: Agents by kind.
        winners: Agents with the highest P&L, highest first.
        losers: Agents with the lowest P&L, lowest first.
        trader: The trader; None in a market without one.
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
    trader: TraderFrame | None
