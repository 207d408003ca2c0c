package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventScheduler;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.SessionRules;
import java.util.List;

/** Schedules the opening and closing auctions. */
final class TradingSchedule implements EngineModule {
  private final Exchange exchange;
  private final PriceBandController bands;
  private final SessionRules rules;
  private final EventScheduler scheduler;

  TradingSchedule(
      Exchange exchange, PriceBandController bands, SessionRules rules, EventScheduler scheduler) {
    this.exchange = exchange;
    this.bands = bands;
    this.rules = rules;
    this.scheduler = scheduler;
  }

  @Override
  public List<EventKind> handles() {
    return List.of(EventKind.PHASE);
  }

  @Override
  public void start() {
    MarketView market = exchange.market();
    if (rules.openingAuctionNanos() > 0) {
      for (int i = 0; i < market.instruments(); i++) {
        exchange.book(i).startCall();
      }
      schedule(market.openNanos() + rules.openingAuctionNanos(), PhaseChange.OPENING_UNCROSS);
    }
    if (rules.closingAuctionNanos() > 0) {
      schedule(market.closeNanos() - rules.closingAuctionNanos(), PhaseChange.CLOSING_CALL);
      schedule(market.closeNanos(), PhaseChange.CLOSING_UNCROSS);
    }
  }

  private void schedule(long timeNanos, PhaseChange change) {
    scheduler.schedule(timeNanos, EventKind.PHASE, 0, 0, change.ordinal());
  }

  @Override
  public boolean canHandle(EventKind kind, int instrument, int code) {
    return PhaseChange.isCode(code);
  }

  @Override
  public void handle(EventKind kind, int participant, int instrument, int code) {
    PhaseChange change = PhaseChange.of(code);
    for (int i = 0; i < exchange.market().instruments(); i++) {
      change(i, change);
      exchange.finish(i);
    }
  }

  private void change(int instrument, PhaseChange change) {
    OrderBook book = exchange.book(instrument);
    int lastTicks = exchange.market().lastTradeTicks(instrument);
    switch (change) {
      case OPENING_UNCROSS -> {
        book.open(lastTicks);
        bands.follow(instrument);
      }
      case CLOSING_CALL -> book.startCall();
      case CLOSING_UNCROSS -> {
        book.open(lastTicks);
        book.closeDay();
        book.halt();
      }
    }
  }

  /** Does nothing: future events are part of the event queue. */
  @Override
  public void save(StateWriter out) {}

  @Override
  public void load(StateReader in) {}
}
