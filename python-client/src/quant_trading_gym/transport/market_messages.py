"""Converts the protobuf messages of a running market."""

from __future__ import annotations

from quant_trading_gym.transport._proto import watch_pb2
from quant_trading_gym.transport.displays import read_fill, read_order
from quant_trading_gym.transport.market_frames import (
    AgentGroup,
    AgentResult,
    Bar,
    IndicatorUnit,
    Level,
    MarketDescription,
    MarketFrame,
    MarketIndicator,
    MarketInstrument,
    MarketNews,
    MarketPhase,
    MarketRisk,
    MarketState,
    MarketTrade,
    Quote,
    TraderDescription,
    TraderFrame,
)
from quant_trading_gym.transport.specs import read_environment_spec

_UNITS = {
    watch_pb2.INDICATOR_UNIT_TICKS: IndicatorUnit.TICKS,
    watch_pb2.INDICATOR_UNIT_TICK_DIFFERENCE: IndicatorUnit.TICK_DIFFERENCE,
    watch_pb2.INDICATOR_UNIT_LOTS: IndicatorUnit.LOTS,
    watch_pb2.INDICATOR_UNIT_FRACTION: IndicatorUnit.FRACTION,
    watch_pb2.INDICATOR_UNIT_NUMBER: IndicatorUnit.NUMBER,
}
_STATES = {
    watch_pb2.MARKET_STATE_RUNNING: MarketState.RUNNING,
    watch_pb2.MARKET_STATE_PAUSED: MarketState.PAUSED,
    watch_pb2.MARKET_STATE_FINISHED: MarketState.FINISHED,
}
_PHASES = {
    watch_pb2.MARKET_PHASE_CONTINUOUS: MarketPhase.CONTINUOUS,
    watch_pb2.MARKET_PHASE_AUCTION_CALL: MarketPhase.AUCTION_CALL,
    watch_pb2.MARKET_PHASE_HALTED: MarketPhase.HALTED,
}


def read_market_description(message: watch_pb2.MarketDescription) -> MarketDescription:
    """Reads the constant properties of a market."""
    return MarketDescription(
        scenario=message.scenario,
        title=message.title,
        instruments=tuple(map(_instrument, message.instruments)),
        open_nanos=message.open_nanos,
        close_nanos=message.close_nanos,
        step_nanos=message.step_nanos,
        bar_nanos=message.bar_nanos,
        indicators=tuple(MarketIndicator(name=i.name, unit=_UNITS[i.unit]) for i in message.indicators),
        agents=message.agents,
        trader=_trader_description(message.trader) if message.HasField("trader") else None,
    )


def read_market_frame(message: watch_pb2.MarketFrame) -> MarketFrame:
    """Reads a frame."""
    return MarketFrame(
        time_nanos=message.time_nanos,
        state=_STATES[message.state],
        phase=_PHASES[message.phase],
        steps=message.steps,
        steps_per_second=message.steps_per_second,
        reached_steps_per_second=message.reached_steps_per_second,
        commands=message.commands,
        events=message.events,
        order_events=message.order_events,
        trades=message.trades,
        digest=message.digest,
        quotes=tuple(map(_quote, message.quotes)),
        instrument=message.instrument,
        bids=tuple(map(_level, message.bids)),
        asks=tuple(map(_level, message.asks)),
        bars=tuple(map(_bar, message.bars)),
        latest_trades=tuple(map(_trade, message.latest_trades)),
        news=tuple(map(_news, message.news)),
        indicators=tuple(message.indicators),
        risk=_risk(message.risk),
        groups=tuple(map(_group, message.groups)),
        winners=tuple(map(_result, message.winners)),
        losers=tuple(map(_result, message.losers)),
        trader=_trader(message.trader) if message.HasField("trader") else None,
    )


def _trader_description(message: watch_pb2.TraderDescription) -> TraderDescription:
    return TraderDescription(
        policy=message.policy, spec=read_environment_spec(message.spec), start_nanos=message.start_nanos
    )


def _trader(message: watch_pb2.TraderFrame) -> TraderFrame:
    return TraderFrame(
        decisions=message.decisions,
        finished=message.finished,
        reward=message.reward,
        episode_return=message.episode_return,
        equity=message.equity,
        pnl=message.pnl,
        fees=message.fees,
        interventions=message.interventions,
        position_lots=message.position_lots,
        orders=tuple(map(read_order, message.orders)),
        fills=tuple(map(read_fill, message.fills)),
        observation=tuple(message.observation),
        action=tuple(message.action),
    )


def _instrument(instrument: watch_pb2.MarketDescription.Instrument) -> MarketInstrument:
    return MarketInstrument(
        symbol=instrument.symbol,
        sector=instrument.sector,
        tick_size=instrument.tick_size,
    )


def _quote(quote: watch_pb2.MarketFrame.Quote) -> Quote:
    return Quote(
        last_ticks=quote.last_ticks,
        bid_ticks=quote.bid_ticks if quote.HasField("bid_ticks") else None,
        ask_ticks=quote.ask_ticks if quote.HasField("ask_ticks") else None,
        reference_ticks=quote.reference_ticks,
        volume_lots=quote.volume_lots,
    )


def _level(level: watch_pb2.MarketFrame.Level) -> Level:
    return Level(
        price_ticks=level.price_ticks,
        quantity_lots=level.quantity_lots,
        orders=level.orders,
    )


def _bar(bar: watch_pb2.MarketFrame.Bar) -> Bar:
    return Bar(
        end_nanos=bar.end_nanos,
        open_ticks=bar.open_ticks,
        high_ticks=bar.high_ticks,
        low_ticks=bar.low_ticks,
        close_ticks=bar.close_ticks,
        volume_lots=bar.volume_lots,
        buy_volume_lots=bar.buy_volume_lots,
        trades=bar.trades,
        average_ticks=bar.average_ticks if bar.HasField("average_ticks") else None,
        vwap_ticks=bar.vwap_ticks if bar.HasField("vwap_ticks") else None,
    )


def _trade(trade: watch_pb2.MarketFrame.Trade) -> MarketTrade:
    return MarketTrade(
        time_nanos=trade.time_nanos,
        price_ticks=trade.price_ticks,
        quantity_lots=trade.quantity_lots,
        buy=trade.buy,
        maker=trade.maker,
        taker=trade.taker,
    )


def _news(news: watch_pb2.MarketFrame.News) -> MarketNews:
    return MarketNews(
        time_nanos=news.time_nanos,
        kind=news.kind,
        about=news.about,
        surprise=news.surprise,
        value_change=news.value_change,
    )


def _risk(risk: watch_pb2.MarketRisk) -> MarketRisk:
    return MarketRisk(
        volatility=risk.volatility,
        drawdown=risk.drawdown,
        max_drawdown=risk.max_drawdown,
        value_at_risk=risk.value_at_risk,
        expected_shortfall=risk.expected_shortfall,
        spread=risk.spread,
        gross_exposure=risk.gross_exposure,
        net_exposure=risk.net_exposure,
        short_lots=risk.short_lots,
        largest_holder=risk.largest_holder,
        largest_position_lots=risk.largest_position_lots,
    )


def _group(group: watch_pb2.AgentGroup) -> AgentGroup:
    return AgentGroup(
        name=group.name,
        members=group.members,
        pnl=group.pnl,
        position_lots=group.position_lots,
        gross_exposure=group.gross_exposure,
        fees=group.fees,
        max_drawdown=group.max_drawdown,
        value_at_risk=group.value_at_risk,
    )


def _result(result: watch_pb2.AgentResult) -> AgentResult:
    return AgentResult(
        name=result.name,
        pnl=result.pnl,
        position_lots=result.position_lots,
    )
