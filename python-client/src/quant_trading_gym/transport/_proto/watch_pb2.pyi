from quant_trading_gym.transport._proto import environment_pb2 as _environment_pb2
from quant_trading_gym.transport._proto import policy_pb2 as _policy_pb2
from quant_trading_gym.transport._proto import scenario_pb2 as _scenario_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class IndicatorUnit(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INDICATOR_UNIT_UNSPECIFIED: _ClassVar[IndicatorUnit]
    INDICATOR_UNIT_TICKS: _ClassVar[IndicatorUnit]
    INDICATOR_UNIT_TICK_DIFFERENCE: _ClassVar[IndicatorUnit]
    INDICATOR_UNIT_LOTS: _ClassVar[IndicatorUnit]
    INDICATOR_UNIT_FRACTION: _ClassVar[IndicatorUnit]
    INDICATOR_UNIT_NUMBER: _ClassVar[IndicatorUnit]

class MarketState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MARKET_STATE_UNSPECIFIED: _ClassVar[MarketState]
    MARKET_STATE_RUNNING: _ClassVar[MarketState]
    MARKET_STATE_PAUSED: _ClassVar[MarketState]
    MARKET_STATE_FINISHED: _ClassVar[MarketState]

class MarketPhase(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MARKET_PHASE_UNSPECIFIED: _ClassVar[MarketPhase]
    MARKET_PHASE_CONTINUOUS: _ClassVar[MarketPhase]
    MARKET_PHASE_AUCTION_CALL: _ClassVar[MarketPhase]
    MARKET_PHASE_HALTED: _ClassVar[MarketPhase]
INDICATOR_UNIT_UNSPECIFIED: IndicatorUnit
INDICATOR_UNIT_TICKS: IndicatorUnit
INDICATOR_UNIT_TICK_DIFFERENCE: IndicatorUnit
INDICATOR_UNIT_LOTS: IndicatorUnit
INDICATOR_UNIT_FRACTION: IndicatorUnit
INDICATOR_UNIT_NUMBER: IndicatorUnit
MARKET_STATE_UNSPECIFIED: MarketState
MARKET_STATE_RUNNING: MarketState
MARKET_STATE_PAUSED: MarketState
MARKET_STATE_FINISHED: MarketState
MARKET_PHASE_UNSPECIFIED: MarketPhase
MARKET_PHASE_CONTINUOUS: MarketPhase
MARKET_PHASE_AUCTION_CALL: MarketPhase
MARKET_PHASE_HALTED: MarketPhase

class WatchMarketRequest(_message.Message):
    __slots__ = ("open", "frame", "pause", "resume", "advance", "pace", "focus")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    PAUSE_FIELD_NUMBER: _ClassVar[int]
    RESUME_FIELD_NUMBER: _ClassVar[int]
    ADVANCE_FIELD_NUMBER: _ClassVar[int]
    PACE_FIELD_NUMBER: _ClassVar[int]
    FOCUS_FIELD_NUMBER: _ClassVar[int]
    open: OpenMarketCommand
    frame: FrameCommand
    pause: PauseCommand
    resume: ResumeCommand
    advance: AdvanceCommand
    pace: PaceCommand
    focus: FocusCommand
    def __init__(self, open: _Optional[_Union[OpenMarketCommand, _Mapping]] = ..., frame: _Optional[_Union[FrameCommand, _Mapping]] = ..., pause: _Optional[_Union[PauseCommand, _Mapping]] = ..., resume: _Optional[_Union[ResumeCommand, _Mapping]] = ..., advance: _Optional[_Union[AdvanceCommand, _Mapping]] = ..., pace: _Optional[_Union[PaceCommand, _Mapping]] = ..., focus: _Optional[_Union[FocusCommand, _Mapping]] = ...) -> None: ...

class OpenMarketCommand(_message.Message):
    __slots__ = ("scenario", "seed", "step", "bar", "start", "pace", "paused", "instrument", "levels", "bars", "policy")
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    BAR_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    PACE_FIELD_NUMBER: _ClassVar[int]
    PAUSED_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    scenario: _scenario_pb2.ScenarioSource
    seed: int
    step: str
    bar: str
    start: str
    pace: PaceCommand
    paused: bool
    instrument: str
    levels: int
    bars: int
    policy: _policy_pb2.PolicyReference
    def __init__(self, scenario: _Optional[_Union[_scenario_pb2.ScenarioSource, _Mapping]] = ..., seed: _Optional[int] = ..., step: _Optional[str] = ..., bar: _Optional[str] = ..., start: _Optional[str] = ..., pace: _Optional[_Union[PaceCommand, _Mapping]] = ..., paused: bool = ..., instrument: _Optional[str] = ..., levels: _Optional[int] = ..., bars: _Optional[int] = ..., policy: _Optional[_Union[_policy_pb2.PolicyReference, _Mapping]] = ...) -> None: ...

class FrameCommand(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class PauseCommand(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ResumeCommand(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class AdvanceCommand(_message.Message):
    __slots__ = ("steps",)
    STEPS_FIELD_NUMBER: _ClassVar[int]
    steps: int
    def __init__(self, steps: _Optional[int] = ...) -> None: ...

class PaceCommand(_message.Message):
    __slots__ = ("steps_per_second",)
    STEPS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    steps_per_second: float
    def __init__(self, steps_per_second: _Optional[float] = ...) -> None: ...

class FocusCommand(_message.Message):
    __slots__ = ("instrument",)
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    instrument: int
    def __init__(self, instrument: _Optional[int] = ...) -> None: ...

class WatchMarketResponse(_message.Message):
    __slots__ = ("opened", "frame", "error")
    OPENED_FIELD_NUMBER: _ClassVar[int]
    FRAME_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    opened: MarketDescription
    frame: MarketFrame
    error: _environment_pb2.CommandError
    def __init__(self, opened: _Optional[_Union[MarketDescription, _Mapping]] = ..., frame: _Optional[_Union[MarketFrame, _Mapping]] = ..., error: _Optional[_Union[_environment_pb2.CommandError, _Mapping]] = ...) -> None: ...

class MarketDescription(_message.Message):
    __slots__ = ("scenario", "title", "instruments", "open_nanos", "close_nanos", "step_nanos", "bar_nanos", "indicators", "agents", "trader")
    class Instrument(_message.Message):
        __slots__ = ("symbol", "sector", "tick_size")
        SYMBOL_FIELD_NUMBER: _ClassVar[int]
        SECTOR_FIELD_NUMBER: _ClassVar[int]
        TICK_SIZE_FIELD_NUMBER: _ClassVar[int]
        symbol: str
        sector: str
        tick_size: float
        def __init__(self, symbol: _Optional[str] = ..., sector: _Optional[str] = ..., tick_size: _Optional[float] = ...) -> None: ...
    class Indicator(_message.Message):
        __slots__ = ("name", "unit")
        NAME_FIELD_NUMBER: _ClassVar[int]
        UNIT_FIELD_NUMBER: _ClassVar[int]
        name: str
        unit: IndicatorUnit
        def __init__(self, name: _Optional[str] = ..., unit: _Optional[_Union[IndicatorUnit, str]] = ...) -> None: ...
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    OPEN_NANOS_FIELD_NUMBER: _ClassVar[int]
    CLOSE_NANOS_FIELD_NUMBER: _ClassVar[int]
    STEP_NANOS_FIELD_NUMBER: _ClassVar[int]
    BAR_NANOS_FIELD_NUMBER: _ClassVar[int]
    INDICATORS_FIELD_NUMBER: _ClassVar[int]
    AGENTS_FIELD_NUMBER: _ClassVar[int]
    TRADER_FIELD_NUMBER: _ClassVar[int]
    scenario: str
    title: str
    instruments: _containers.RepeatedCompositeFieldContainer[MarketDescription.Instrument]
    open_nanos: int
    close_nanos: int
    step_nanos: int
    bar_nanos: int
    indicators: _containers.RepeatedCompositeFieldContainer[MarketDescription.Indicator]
    agents: int
    trader: TraderDescription
    def __init__(self, scenario: _Optional[str] = ..., title: _Optional[str] = ..., instruments: _Optional[_Iterable[_Union[MarketDescription.Instrument, _Mapping]]] = ..., open_nanos: _Optional[int] = ..., close_nanos: _Optional[int] = ..., step_nanos: _Optional[int] = ..., bar_nanos: _Optional[int] = ..., indicators: _Optional[_Iterable[_Union[MarketDescription.Indicator, _Mapping]]] = ..., agents: _Optional[int] = ..., trader: _Optional[_Union[TraderDescription, _Mapping]] = ...) -> None: ...

class TraderDescription(_message.Message):
    __slots__ = ("policy", "spec", "start_nanos")
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    START_NANOS_FIELD_NUMBER: _ClassVar[int]
    policy: str
    spec: _scenario_pb2.EnvironmentSpec
    start_nanos: int
    def __init__(self, policy: _Optional[str] = ..., spec: _Optional[_Union[_scenario_pb2.EnvironmentSpec, _Mapping]] = ..., start_nanos: _Optional[int] = ...) -> None: ...

class MarketFrame(_message.Message):
    __slots__ = ("time_nanos", "state", "phase", "steps", "steps_per_second", "reached_steps_per_second", "commands", "events", "order_events", "trades", "digest", "quotes", "instrument", "bids", "asks", "bars", "latest_trades", "news", "indicators", "risk", "groups", "winners", "losers", "trader")
    class Quote(_message.Message):
        __slots__ = ("last_ticks", "bid_ticks", "ask_ticks", "reference_ticks", "volume_lots")
        LAST_TICKS_FIELD_NUMBER: _ClassVar[int]
        BID_TICKS_FIELD_NUMBER: _ClassVar[int]
        ASK_TICKS_FIELD_NUMBER: _ClassVar[int]
        REFERENCE_TICKS_FIELD_NUMBER: _ClassVar[int]
        VOLUME_LOTS_FIELD_NUMBER: _ClassVar[int]
        last_ticks: int
        bid_ticks: int
        ask_ticks: int
        reference_ticks: int
        volume_lots: int
        def __init__(self, last_ticks: _Optional[int] = ..., bid_ticks: _Optional[int] = ..., ask_ticks: _Optional[int] = ..., reference_ticks: _Optional[int] = ..., volume_lots: _Optional[int] = ...) -> None: ...
    class Level(_message.Message):
        __slots__ = ("price_ticks", "quantity_lots", "orders")
        PRICE_TICKS_FIELD_NUMBER: _ClassVar[int]
        QUANTITY_LOTS_FIELD_NUMBER: _ClassVar[int]
        ORDERS_FIELD_NUMBER: _ClassVar[int]
        price_ticks: int
        quantity_lots: int
        orders: int
        def __init__(self, price_ticks: _Optional[int] = ..., quantity_lots: _Optional[int] = ..., orders: _Optional[int] = ...) -> None: ...
    class Bar(_message.Message):
        __slots__ = ("end_nanos", "open_ticks", "high_ticks", "low_ticks", "close_ticks", "volume_lots", "buy_volume_lots", "trades", "average_ticks", "vwap_ticks")
        END_NANOS_FIELD_NUMBER: _ClassVar[int]
        OPEN_TICKS_FIELD_NUMBER: _ClassVar[int]
        HIGH_TICKS_FIELD_NUMBER: _ClassVar[int]
        LOW_TICKS_FIELD_NUMBER: _ClassVar[int]
        CLOSE_TICKS_FIELD_NUMBER: _ClassVar[int]
        VOLUME_LOTS_FIELD_NUMBER: _ClassVar[int]
        BUY_VOLUME_LOTS_FIELD_NUMBER: _ClassVar[int]
        TRADES_FIELD_NUMBER: _ClassVar[int]
        AVERAGE_TICKS_FIELD_NUMBER: _ClassVar[int]
        VWAP_TICKS_FIELD_NUMBER: _ClassVar[int]
        end_nanos: int
        open_ticks: int
        high_ticks: int
        low_ticks: int
        close_ticks: int
        volume_lots: int
        buy_volume_lots: int
        trades: int
        average_ticks: float
        vwap_ticks: float
        def __init__(self, end_nanos: _Optional[int] = ..., open_ticks: _Optional[int] = ..., high_ticks: _Optional[int] = ..., low_ticks: _Optional[int] = ..., close_ticks: _Optional[int] = ..., volume_lots: _Optional[int] = ..., buy_volume_lots: _Optional[int] = ..., trades: _Optional[int] = ..., average_ticks: _Optional[float] = ..., vwap_ticks: _Optional[float] = ...) -> None: ...
    class Trade(_message.Message):
        __slots__ = ("time_nanos", "price_ticks", "quantity_lots", "buy", "maker", "taker")
        TIME_NANOS_FIELD_NUMBER: _ClassVar[int]
        PRICE_TICKS_FIELD_NUMBER: _ClassVar[int]
        QUANTITY_LOTS_FIELD_NUMBER: _ClassVar[int]
        BUY_FIELD_NUMBER: _ClassVar[int]
        MAKER_FIELD_NUMBER: _ClassVar[int]
        TAKER_FIELD_NUMBER: _ClassVar[int]
        time_nanos: int
        price_ticks: int
        quantity_lots: int
        buy: bool
        maker: str
        taker: str
        def __init__(self, time_nanos: _Optional[int] = ..., price_ticks: _Optional[int] = ..., quantity_lots: _Optional[int] = ..., buy: bool = ..., maker: _Optional[str] = ..., taker: _Optional[str] = ...) -> None: ...
    class News(_message.Message):
        __slots__ = ("time_nanos", "kind", "about", "surprise", "value_change")
        TIME_NANOS_FIELD_NUMBER: _ClassVar[int]
        KIND_FIELD_NUMBER: _ClassVar[int]
        ABOUT_FIELD_NUMBER: _ClassVar[int]
        SURPRISE_FIELD_NUMBER: _ClassVar[int]
        VALUE_CHANGE_FIELD_NUMBER: _ClassVar[int]
        time_nanos: int
        kind: str
        about: str
        surprise: float
        value_change: float
        def __init__(self, time_nanos: _Optional[int] = ..., kind: _Optional[str] = ..., about: _Optional[str] = ..., surprise: _Optional[float] = ..., value_change: _Optional[float] = ...) -> None: ...
    TIME_NANOS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    PHASE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    STEPS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    REACHED_STEPS_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    COMMANDS_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    ORDER_EVENTS_FIELD_NUMBER: _ClassVar[int]
    TRADES_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    BIDS_FIELD_NUMBER: _ClassVar[int]
    ASKS_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    LATEST_TRADES_FIELD_NUMBER: _ClassVar[int]
    NEWS_FIELD_NUMBER: _ClassVar[int]
    INDICATORS_FIELD_NUMBER: _ClassVar[int]
    RISK_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    WINNERS_FIELD_NUMBER: _ClassVar[int]
    LOSERS_FIELD_NUMBER: _ClassVar[int]
    TRADER_FIELD_NUMBER: _ClassVar[int]
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
    quotes: _containers.RepeatedCompositeFieldContainer[MarketFrame.Quote]
    instrument: int
    bids: _containers.RepeatedCompositeFieldContainer[MarketFrame.Level]
    asks: _containers.RepeatedCompositeFieldContainer[MarketFrame.Level]
    bars: _containers.RepeatedCompositeFieldContainer[MarketFrame.Bar]
    latest_trades: _containers.RepeatedCompositeFieldContainer[MarketFrame.Trade]
    news: _containers.RepeatedCompositeFieldContainer[MarketFrame.News]
    indicators: _containers.RepeatedScalarFieldContainer[float]
    risk: MarketRisk
    groups: _containers.RepeatedCompositeFieldContainer[AgentGroup]
    winners: _containers.RepeatedCompositeFieldContainer[AgentResult]
    losers: _containers.RepeatedCompositeFieldContainer[AgentResult]
    trader: TraderFrame
    def __init__(self, time_nanos: _Optional[int] = ..., state: _Optional[_Union[MarketState, str]] = ..., phase: _Optional[_Union[MarketPhase, str]] = ..., steps: _Optional[int] = ..., steps_per_second: _Optional[float] = ..., reached_steps_per_second: _Optional[float] = ..., commands: _Optional[int] = ..., events: _Optional[int] = ..., order_events: _Optional[int] = ..., trades: _Optional[int] = ..., digest: _Optional[str] = ..., quotes: _Optional[_Iterable[_Union[MarketFrame.Quote, _Mapping]]] = ..., instrument: _Optional[int] = ..., bids: _Optional[_Iterable[_Union[MarketFrame.Level, _Mapping]]] = ..., asks: _Optional[_Iterable[_Union[MarketFrame.Level, _Mapping]]] = ..., bars: _Optional[_Iterable[_Union[MarketFrame.Bar, _Mapping]]] = ..., latest_trades: _Optional[_Iterable[_Union[MarketFrame.Trade, _Mapping]]] = ..., news: _Optional[_Iterable[_Union[MarketFrame.News, _Mapping]]] = ..., indicators: _Optional[_Iterable[float]] = ..., risk: _Optional[_Union[MarketRisk, _Mapping]] = ..., groups: _Optional[_Iterable[_Union[AgentGroup, _Mapping]]] = ..., winners: _Optional[_Iterable[_Union[AgentResult, _Mapping]]] = ..., losers: _Optional[_Iterable[_Union[AgentResult, _Mapping]]] = ..., trader: _Optional[_Union[TraderFrame, _Mapping]] = ...) -> None: ...

class TraderFrame(_message.Message):
    __slots__ = ("decisions", "finished", "reward", "episode_return", "equity", "pnl", "fees", "interventions", "position_lots", "orders", "fills", "observation", "action")
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    FINISHED_FIELD_NUMBER: _ClassVar[int]
    REWARD_FIELD_NUMBER: _ClassVar[int]
    EPISODE_RETURN_FIELD_NUMBER: _ClassVar[int]
    EQUITY_FIELD_NUMBER: _ClassVar[int]
    PNL_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    INTERVENTIONS_FIELD_NUMBER: _ClassVar[int]
    POSITION_LOTS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    FILLS_FIELD_NUMBER: _ClassVar[int]
    OBSERVATION_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    decisions: int
    finished: bool
    reward: float
    episode_return: float
    equity: float
    pnl: float
    fees: float
    interventions: int
    position_lots: int
    orders: _containers.RepeatedCompositeFieldContainer[_environment_pb2.OwnOrder]
    fills: _containers.RepeatedCompositeFieldContainer[_environment_pb2.OwnFill]
    observation: _containers.RepeatedScalarFieldContainer[float]
    action: _containers.RepeatedScalarFieldContainer[float]
    def __init__(self, decisions: _Optional[int] = ..., finished: bool = ..., reward: _Optional[float] = ..., episode_return: _Optional[float] = ..., equity: _Optional[float] = ..., pnl: _Optional[float] = ..., fees: _Optional[float] = ..., interventions: _Optional[int] = ..., position_lots: _Optional[int] = ..., orders: _Optional[_Iterable[_Union[_environment_pb2.OwnOrder, _Mapping]]] = ..., fills: _Optional[_Iterable[_Union[_environment_pb2.OwnFill, _Mapping]]] = ..., observation: _Optional[_Iterable[float]] = ..., action: _Optional[_Iterable[float]] = ...) -> None: ...

class MarketRisk(_message.Message):
    __slots__ = ("volatility", "drawdown", "max_drawdown", "value_at_risk", "expected_shortfall", "spread", "gross_exposure", "net_exposure", "short_lots", "largest_holder", "largest_position_lots")
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    VALUE_AT_RISK_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_SHORTFALL_FIELD_NUMBER: _ClassVar[int]
    SPREAD_FIELD_NUMBER: _ClassVar[int]
    GROSS_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    NET_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    SHORT_LOTS_FIELD_NUMBER: _ClassVar[int]
    LARGEST_HOLDER_FIELD_NUMBER: _ClassVar[int]
    LARGEST_POSITION_LOTS_FIELD_NUMBER: _ClassVar[int]
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
    def __init__(self, volatility: _Optional[float] = ..., drawdown: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., value_at_risk: _Optional[float] = ..., expected_shortfall: _Optional[float] = ..., spread: _Optional[float] = ..., gross_exposure: _Optional[float] = ..., net_exposure: _Optional[float] = ..., short_lots: _Optional[int] = ..., largest_holder: _Optional[str] = ..., largest_position_lots: _Optional[int] = ...) -> None: ...

class AgentGroup(_message.Message):
    __slots__ = ("name", "members", "pnl", "position_lots", "gross_exposure", "fees", "max_drawdown", "value_at_risk")
    NAME_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    PNL_FIELD_NUMBER: _ClassVar[int]
    POSITION_LOTS_FIELD_NUMBER: _ClassVar[int]
    GROSS_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    VALUE_AT_RISK_FIELD_NUMBER: _ClassVar[int]
    name: str
    members: int
    pnl: float
    position_lots: int
    gross_exposure: float
    fees: float
    max_drawdown: float
    value_at_risk: float
    def __init__(self, name: _Optional[str] = ..., members: _Optional[int] = ..., pnl: _Optional[float] = ..., position_lots: _Optional[int] = ..., gross_exposure: _Optional[float] = ..., fees: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., value_at_risk: _Optional[float] = ...) -> None: ...

class AgentResult(_message.Message):
    __slots__ = ("name", "pnl", "position_lots")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PNL_FIELD_NUMBER: _ClassVar[int]
    POSITION_LOTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    pnl: float
    position_lots: int
    def __init__(self, name: _Optional[str] = ..., pnl: _Optional[float] = ..., position_lots: _Optional[int] = ...) -> None: ...
