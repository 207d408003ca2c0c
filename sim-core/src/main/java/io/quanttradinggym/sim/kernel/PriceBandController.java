package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.market.PriceBand;
import org.jspecify.annotations.Nullable;

/**
 * Moves the price bands, and resumes trading where one of them has halted it: after the halt,
 * orders gather for a call around the limit that was reached, and the auction's price is the next
 * reference.
 */
final class PriceBandController implements Stateful {
  // What is to be done at an event.
  private static final int RENEW = 0;
  private static final int CALL = 1;
  private static final int RESUME = 2;

  private final @Nullable PriceBand[] bands; // by instrument
  private final int[] referenceTicks; // by instrument
  private final long[] tradesBefore; // by instrument: number when the reference was set
  private final OrderBook[] books;
  private final MarketState market;
  private final EventQueue queue;

  /** From here on the day's closing call rules. */
  private final long endNanos;

  private PriceBandController(
      @Nullable PriceBand[] bands,
      OrderBook[] books,
      MarketState market,
      EventQueue queue,
      long endNanos) {
    this.bands = bands;
    this.books = books;
    this.market = market;
    this.queue = queue;
    this.endNanos = endNanos;
    referenceTicks = new int[bands.length];
    tradesBefore = new long[bands.length];
  }

  /** Null where no instrument has a band. */
  static @Nullable PriceBandController of(
      SimulatorBuilder builder, OrderBook[] books, MarketState market, EventQueue queue) {
    long end = builder.closeNanos - builder.rules.closingAuctionNanos();
    @Nullable PriceBand[] bands = new PriceBand[books.length];
    builder.bands.forEach((instrument, band) -> bands[instrument] = band);
    boolean none = builder.bands.isEmpty();
    return none ? null : new PriceBandController(bands, books, market, queue, end);
  }

  /** Begins an episode: the reference is the opening price. */
  void start() {
    for (int i = 0; i < bands.length; i++) {
      PriceBand band = bands[i];
      if (band != null) {
        refer(i, band, market.lastTradeTicks(i));
        pushRenewal(i, band);
      }
    }
  }

  private void refer(int instrument, PriceBand band, int ticks) {
    referenceTicks[instrument] = ticks;
    tradesBefore[instrument] = market.tradeCount(instrument);
    books[instrument].setPriceBand(band.lowTicks(ticks), band.highTicks(ticks));
  }

  private void pushRenewal(int instrument, PriceBand band) {
    if (band.renewalNanos() > 0) {
      push(market.timeNanos() + band.renewalNanos(), RENEW, instrument);
    }
  }

  private void push(long timeNanos, int action, int instrument) {
    if (timeNanos < endNanos) {
      queue.push(timeNanos, EventKind.PRICE_BAND, 0, instrument, action, 0, 0, 0);
    }
  }

  /** The highest price at which trades are allowed. */
  int highTicks(int instrument) {
    PriceBand band = bands[instrument];
    return band == null ? OrderBook.MAX_PRICE_TICKS : band.highTicks(referenceTicks[instrument]);
  }

  /** Told from inside the book: a halt for the band's sake will end. */
  void onPhaseChanged(int instrument, PhaseCause cause) {
    PriceBand band = bands[instrument];
    if (band != null && cause != PhaseCause.REQUESTED) {
      int ticks = referenceTicks[instrument];
      boolean up = cause == PhaseCause.LIMIT_UP;
      referenceTicks[instrument] = up ? band.highTicks(ticks) : band.lowTicks(ticks);
      push(market.timeNanos() + band.haltNanos(), CALL, instrument);
    }
  }

  /**
   * The last traded price is the reference, unless nothing has traded since there is one: then the
   * price may be far from where it was.
   */
  void follow(int instrument) {
    PriceBand band = bands[instrument];
    boolean traded = market.tradeCount(instrument) > tradesBefore[instrument];
    if (band != null && traded && market.phase(instrument) == TradingPhase.CONTINUOUS) {
      refer(instrument, band, market.lastTradeTicks(instrument));
    }
  }

  /** Does what was to be done at this time. */
  void act(int action, int instrument) {
    PriceBand band = bands[instrument];
    if (band == null) {
      throw new IllegalStateException("instrument %d has no band".formatted(instrument));
    }
    TradingPhase phase = market.phase(instrument);
    if (action == RENEW) {
      follow(instrument);
      pushRenewal(instrument, band);
    } else if (action == CALL && phase == TradingPhase.HALTED) {
      refer(instrument, band, referenceTicks[instrument]);
      if (band.callNanos() > 0) {
        books[instrument].startCall();
        push(market.timeNanos() + band.callNanos(), RESUME, instrument);
      } else {
        books[instrument].open(referenceTicks[instrument]);
      }
    } else if (action == RESUME && phase == TradingPhase.AUCTION_CALL) {
      books[instrument].open(referenceTicks[instrument]);
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
    in.readInts(referenceTicks, 0, referenceTicks.length);
    in.readLongs(tradesBefore, 0, tradesBefore.length);
  }
}
