package io.quanttradinggym.sim.bar;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import java.util.Arrays;

/**
 * Bars of one length and source: the last complete bar and the current bar of every instrument.
 * Prices are in ticks. NOT thread safe.
 */
public final class BarSeries implements Stateful {
  private final boolean isOfTrades;
  private final long intervalNanos;
  private BarBuilder[] complete; // by instrument
  private BarBuilder[] growing; // by instrument
  private long endNanos;

  /**
   * @param firstEndNanos end of the first bar
   * @param initialTicks opening reference prices, at which the first bars start
   */
  public BarSeries(PriceSource source, long intervalNanos, long firstEndNanos, int[] initialTicks) {
    isOfTrades = source == PriceSource.TRADE;
    this.intervalNanos = intervalNanos;
    endNanos = firstEndNanos;
    complete = builders(initialTicks);
    growing = builders(initialTicks);
  }

  private static BarBuilder[] builders(int[] initialTicks) {
    return Arrays.stream(initialTicks).mapToObj(BarBuilder::new).toArray(BarBuilder[]::new);
  }

  /** End of the current bar: the first whole step after the open that is later than {@code now}. */
  public static long endNanos(long openNanos, long intervalNanos, long nowNanos) {
    return openNanos + ((nowNanos - openNanos) / intervalNanos + 1) * intervalNanos;
  }

  /** End of the current bars. */
  public long endNanos() {
    return endNanos;
  }

  /** Updates the current bar with a new mid price of an instrument. */
  public void onMid(int instrument, double midTicks) {
    if (!isOfTrades) {
      growing[instrument].price(midTicks);
    }
  }

  public void onTrade(int instrument, int priceTicks, long quantityLots, boolean buy) {
    BarBuilder bar = growing[instrument];
    if (isOfTrades) {
      bar.tradePrice(priceTicks);
    }
    bar.trade(priceTicks, quantityLots, buy);
  }

  /** Completes the current bars; the next bars start at their closing prices. */
  public void roll() {
    BarBuilder[] ended = growing;
    growing = complete;
    complete = ended;
    for (int i = 0; i < ended.length; i++) {
      growing[i].begin(ended[i].close);
    }
    endNanos += intervalNanos;
  }

  /** Completes every bar that ends at or before a time; call it before the events at that time. */
  public void passTo(long timeNanos, BarListener listener) {
    while (endNanos <= timeNanos) {
      long end = endNanos;
      roll();
      for (int i = 0; i < complete.length; i++) {
        listener.onBar(i, complete[i].toBar(end));
      }
    }
  }

  /** A copy of the current bar. */
  public Bar growing(int instrument) {
    return growing[instrument].toBar(endNanos);
  }

  /** Replaces the complete bar of one instrument, for bars from an external source. */
  public void set(int instrument, double open, double high, double low, double close, long lots) {
    complete[instrument].set(open, high, low, close, lots);
  }

  public double open(int instrument) {
    return complete[instrument].open;
  }

  public double high(int instrument) {
    return complete[instrument].high;
  }

  public double low(int instrument) {
    return complete[instrument].low;
  }

  public double close(int instrument) {
    return complete[instrument].close;
  }

  /** Lots traded. */
  public double volume(int instrument) {
    return complete[instrument].volumeLots;
  }

  /** (high + low + close) / 3. */
  public double typical(int instrument) {
    return (high(instrument) + low(instrument) + close(instrument)) / 3;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(endNanos);
    for (int i = 0; i < complete.length; i++) {
      complete[i].save(out);
      growing[i].save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    endNanos = in.readLong(0, Times.MAX_NANOS);
    for (int i = 0; i < complete.length; i++) {
      complete[i].load(in);
      growing[i].load(in);
    }
  }
}
