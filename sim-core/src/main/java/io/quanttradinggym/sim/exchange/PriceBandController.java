package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventScheduler;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.PriceBand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves the price bands, and resumes trading after a halt at a band limit. After the halt, an
 * auction call collects orders around the limit that was reached; the auction's price becomes the
 * next reference.
 */
final class PriceBandController implements EngineModule, MarketListener {
  /** Action due at an event. */
  private enum Step {
    /** The last traded price becomes the reference. */
    RENEW,

    /** The halt ends, and the auction call begins. */
    CALL,

    /** The auction call ends, and trading resumes. */
    RESUME;

    private static final Step[] STEPS = values();
  }

  private final Exchange exchange;
  private final MarketView market;
  private final EventScheduler scheduler;
  private final @Nullable PriceBand[] bands; // by instrument
  private final int[] referenceTicks; // by instrument
  private final long[] tradesBefore; // by instrument: trade count when the reference was set
  private final boolean hasBands;

  /** Start of the closing auction call, after which bands do not apply. */
  private final long endNanos;

  PriceBandController(Exchange exchange, ExchangeSetup setup, EventScheduler scheduler) {
    this.exchange = exchange;
    this.scheduler = scheduler;
    market = exchange.market();
    endNanos = setup.closeNanos() - setup.rules().closingAuctionNanos();
    int n = setup.listings().size();
    bands = new PriceBand[n];
    boolean any = false;
    for (int i = 0; i < n; i++) {
      bands[i] = setup.listings().get(i).band();
      any |= bands[i] != null;
    }
    hasBands = any;
    referenceTicks = new int[n];
    tradesBefore = new long[n];
  }

  /** Whether any instrument has a band. */
  boolean hasBands() {
    return hasBands;
  }

  @Override
  public List<EventKind> handles() {
    return List.of(EventKind.PRICE_BAND);
  }

  @Override
  public MarketListener listener() {
    return this;
  }

  /** Begins an episode with the opening price as the reference. */
  @Override
  public void start() {
    for (int i = 0; i < bands.length; i++) {
      PriceBand band = bands[i];
      if (band != null) {
        setReference(i, band, market.lastTradeTicks(i));
        scheduleRenewal(i, band);
      }
    }
  }

  private void setReference(int instrument, PriceBand band, int ticks) {
    referenceTicks[instrument] = ticks;
    tradesBefore[instrument] = market.tradeCount(instrument);
    exchange.book(instrument).setPriceBand(band.lowTicks(ticks), band.highTicks(ticks));
  }

  private void scheduleRenewal(int instrument, PriceBand band) {
    if (band.renewalNanos() > 0) {
      schedule(market.timeNanos() + band.renewalNanos(), Step.RENEW, instrument);
    }
  }

  private void schedule(long timeNanos, Step step, int instrument) {
    if (timeNanos < endNanos) {
      scheduler.schedule(timeNanos, EventKind.PRICE_BAND, 0, instrument, step.ordinal());
    }
  }

  /** Highest allowed trade price; {@link Integer#MAX_VALUE} without bands. */
  int highTicks(int instrument) {
    if (!hasBands) {
      return Integer.MAX_VALUE;
    }
    PriceBand band = bands[instrument];
    return band == null ? OrderBook.MAX_PRICE_TICKS : band.highTicks(referenceTicks[instrument]);
  }

  /** Receives a phase change from the book and schedules the end of a halt at a band limit. */
  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    PriceBand band = bands[instrument];
    if (band != null && cause != PhaseCause.REQUESTED) {
      int ticks = referenceTicks[instrument];
      boolean up = cause == PhaseCause.LIMIT_UP;
      referenceTicks[instrument] = up ? band.highTicks(ticks) : band.lowTicks(ticks);
      schedule(market.timeNanos() + band.haltNanos(), Step.CALL, instrument);
    }
  }

  /**
   * Makes the last traded price the reference. Without a trade since the last reference the
   * reference stays, because the market price may be far from the last traded price.
   */
  void follow(int instrument) {
    PriceBand band = bands[instrument];
    boolean traded = market.tradeCount(instrument) > tradesBefore[instrument];
    if (band != null && traded && market.phase(instrument) == TradingPhase.CONTINUOUS) {
      setReference(instrument, band, market.lastTradeTicks(instrument));
    }
  }

  @Override
  public boolean canHandle(EventKind kind, int instrument, int code) {
    return bands[instrument] != null && code >= 0 && code < Step.STEPS.length;
  }

  @Override
  public void handle(EventKind kind, int participant, int instrument, int code) {
    PriceBand band = bands[instrument];
    if (band == null) {
      throw new IllegalStateException("instrument %d has no band".formatted(instrument));
    }
    switch (Step.STEPS[code]) {
      case RENEW -> {
        follow(instrument);
        scheduleRenewal(instrument, band);
      }
      case CALL -> call(instrument, band);
      case RESUME -> resume(instrument);
    }
    exchange.finish(instrument);
  }

  private void call(int instrument, PriceBand band) {
    if (market.phase(instrument) != TradingPhase.HALTED) {
      return;
    }
    setReference(instrument, band, referenceTicks[instrument]);
    if (band.callNanos() > 0) {
      exchange.book(instrument).startCall();
      schedule(market.timeNanos() + band.callNanos(), Step.RESUME, instrument);
    } else {
      exchange.book(instrument).open(referenceTicks[instrument]);
    }
  }

  private void resume(int instrument) {
    if (market.phase(instrument) == TradingPhase.AUCTION_CALL) {
      exchange.book(instrument).open(referenceTicks[instrument]);
      follow(instrument);
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeInts(referenceTicks, 0, referenceTicks.length);
    out.writeLongs(tradesBefore, 0, tradesBefore.length);
  }

  @Override
  public void load(StateReader in) {
    in.readInts(referenceTicks, 0, referenceTicks.length, 0, OrderBook.MAX_PRICE_TICKS);
    in.readLongs(tradesBefore, 0, tradesBefore.length);
  }
}
