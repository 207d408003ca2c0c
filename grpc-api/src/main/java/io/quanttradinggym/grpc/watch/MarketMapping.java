package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.v1.AgentResult;
import io.quanttradinggym.grpc.v1.IndicatorUnit;
import io.quanttradinggym.grpc.v1.MarketDescription;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.MarketPhase;
import io.quanttradinggym.grpc.v1.MarketRisk;
import io.quanttradinggym.sim.bar.Bar;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.monitor.AgentFrame;
import io.quanttradinggym.sim.monitor.AgentRow;
import io.quanttradinggym.sim.monitor.Depth;
import io.quanttradinggym.sim.monitor.Exposure;
import io.quanttradinggym.sim.monitor.GroupRow;
import io.quanttradinggym.sim.monitor.InstrumentFrame;
import io.quanttradinggym.sim.monitor.InstrumentQuote;
import io.quanttradinggym.sim.monitor.NewsLine;
import io.quanttradinggym.sim.monitor.RiskFigures;
import io.quanttradinggym.sim.monitor.ShownBar;
import io.quanttradinggym.sim.monitor.ShownIndicator;
import io.quanttradinggym.sim.monitor.TradeRecord;
import java.util.Locale;

/** Converts market frames to protobuf messages. */
final class MarketMapping {
  private MarketMapping() {}

  /** The message of a frame. The caller adds the fields of the loop. */
  static MarketFrame.Builder toFrame(io.quanttradinggym.sim.monitor.MarketFrame moment) {
    InstrumentFrame shown = moment.shown();
    MarketFrame.Builder frame =
        MarketFrame.newBuilder()
            .setTimeNanos(moment.timeNanos())
            .setPhase(toPhase(moment.quotes().get(shown.instrument()).phase()))
            .setEvents(moment.counts().events())
            .setOrderEvents(moment.counts().orderEvents())
            .setTrades(moment.counts().trades())
            .setDigest(Digest.format(moment.counts().digest()));
    moment.quotes().forEach(quote -> frame.addQuotes(toQuote(quote)));
    addInstrument(shown, frame);
    moment.news().forEach(line -> frame.addNews(toNews(line)));
    addAgents(moment.agents(), frame);
    return frame;
  }

  private static void addInstrument(InstrumentFrame shown, MarketFrame.Builder frame) {
    frame.setInstrument(shown.instrument());
    shown.depth().bids().forEach(level -> frame.addBids(toLevel(level)));
    shown.depth().asks().forEach(level -> frame.addAsks(toLevel(level)));
    shown.bars().forEach(bar -> frame.addBars(toBar(bar)));
    shown.trades().forEach(trade -> frame.addLatestTrades(toTrade(trade)));
    frame.addAllIndicators(shown.indicators()).setRisk(toRisk(shown.risk()));
  }

  private static void addAgents(AgentFrame agents, MarketFrame.Builder frame) {
    agents.groups().forEach(group -> frame.addGroups(toGroup(group)));
    agents.winners().forEach(agent -> frame.addWinners(toResult(agent)));
    agents.losers().forEach(agent -> frame.addLosers(toResult(agent)));
    Exposure exposure = agents.exposure();
    frame
        .getRiskBuilder()
        .setGrossExposure(Units.currency(exposure.grossMicros()))
        .setNetExposure(Units.currency(exposure.netMicros()))
        .setShortLots(exposure.shortLots())
        .setLargestHolder(exposure.largestHolder())
        .setLargestPositionLots(exposure.largestPositionLots());
  }

  private static MarketPhase toPhase(TradingPhase phase) {
    return switch (phase) {
      case CONTINUOUS -> MarketPhase.MARKET_PHASE_CONTINUOUS;
      case AUCTION_CALL -> MarketPhase.MARKET_PHASE_AUCTION_CALL;
      case HALTED -> MarketPhase.MARKET_PHASE_HALTED;
    };
  }

  private static MarketFrame.Quote toQuote(InstrumentQuote from) {
    MarketFrame.Quote.Builder quote =
        MarketFrame.Quote.newBuilder()
            .setLastTicks(from.lastTicks())
            .setReferenceTicks(from.referenceTicks())
            .setVolumeLots(from.volumeLots());
    if (from.bidTicks() != OrderBook.NO_PRICE) {
      quote.setBidTicks(from.bidTicks());
    }
    if (from.askTicks() != OrderBook.NO_PRICE) {
      quote.setAskTicks(from.askTicks());
    }
    return quote.build();
  }

  private static MarketFrame.Level toLevel(Depth.Level level) {
    return MarketFrame.Level.newBuilder()
        .setPriceTicks(level.priceTicks())
        .setQuantityLots(level.quantityLots())
        .setOrders(level.orders())
        .build();
  }

  private static MarketFrame.Bar toBar(ShownBar shown) {
    Bar bar = shown.bar();
    MarketFrame.Bar.Builder message =
        MarketFrame.Bar.newBuilder()
            .setEndNanos(bar.endNanos())
            .setOpenTicks((int) bar.openTicks())
            .setHighTicks((int) bar.highTicks())
            .setLowTicks((int) bar.lowTicks())
            .setCloseTicks((int) bar.closeTicks())
            .setVolumeLots(bar.volumeLots())
            .setBuyVolumeLots(bar.buyVolumeLots())
            .setTrades(bar.trades());
    if (!Double.isNaN(shown.averageTicks())) {
      message.setAverageTicks(shown.averageTicks());
    }
    if (!Double.isNaN(shown.vwapTicks())) {
      message.setVwapTicks(shown.vwapTicks());
    }
    return message.build();
  }

  private static MarketFrame.Trade toTrade(TradeRecord trade) {
    return MarketFrame.Trade.newBuilder()
        .setTimeNanos(trade.timeNanos())
        .setPriceTicks(trade.priceTicks())
        .setQuantityLots(trade.quantityLots())
        .setBuy(trade.buy())
        .setMaker(trade.maker())
        .setTaker(trade.taker())
        .build();
  }

  private static MarketFrame.News toNews(NewsLine line) {
    return MarketFrame.News.newBuilder()
        .setTimeNanos(line.timeNanos())
        .setKind(line.kind().name().toLowerCase(Locale.ROOT))
        .setAbout(line.about())
        .setSurprise(line.surprise())
        .setValueChange(line.valueChange())
        .build();
  }

  private static MarketRisk toRisk(RiskFigures risk) {
    return MarketRisk.newBuilder()
        .setVolatility(risk.volatility())
        .setDrawdown(risk.drawdown())
        .setMaxDrawdown(risk.maxDrawdown())
        .setValueAtRisk(risk.valueAtRisk())
        .setExpectedShortfall(risk.expectedShortfall())
        .setSpread(risk.spread())
        .build();
  }

  private static io.quanttradinggym.grpc.v1.AgentGroup toGroup(GroupRow group) {
    GroupRow.GroupMoney money = group.money();
    return io.quanttradinggym.grpc.v1.AgentGroup.newBuilder()
        .setName(group.name())
        .setMembers(group.members())
        .setPositionLots(group.positionLots())
        .setPnl(Units.currency(money.pnlMicros()))
        .setGrossExposure(Units.currency(money.grossMicros()))
        .setFees(Units.currency(money.feesMicros()))
        .setMaxDrawdown(Units.currency(money.maxDrawdownMicros()))
        .setValueAtRisk(money.valueAtRiskMicros() / Units.MICROS_PER_CURRENCY)
        .build();
  }

  private static AgentResult toResult(AgentRow agent) {
    return AgentResult.newBuilder()
        .setName(agent.name())
        .setPnl(Units.currency(agent.pnlMicros()))
        .setPositionLots(agent.positionLots())
        .build();
  }

  static MarketDescription.Instrument toInstrument(Instrument instrument) {
    return MarketDescription.Instrument.newBuilder()
        .setSymbol(instrument.symbol())
        .setSector(instrument.sector())
        .setTickSize(instrument.tickSize())
        .build();
  }

  static MarketDescription.Indicator toIndicator(ShownIndicator indicator) {
    return MarketDescription.Indicator.newBuilder()
        .setName(indicator.name())
        .setUnit(toUnit(indicator.unit()))
        .build();
  }

  private static IndicatorUnit toUnit(ShownIndicator.Unit unit) {
    return switch (unit) {
      case TICKS -> IndicatorUnit.INDICATOR_UNIT_TICKS;
      case TICK_DIFFERENCE -> IndicatorUnit.INDICATOR_UNIT_TICK_DIFFERENCE;
      case LOTS -> IndicatorUnit.INDICATOR_UNIT_LOTS;
      case FRACTION -> IndicatorUnit.INDICATOR_UNIT_FRACTION;
      case NUMBER -> IndicatorUnit.INDICATOR_UNIT_NUMBER;
    };
  }
}
