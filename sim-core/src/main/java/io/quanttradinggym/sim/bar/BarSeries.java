package io.quanttradinggym.sim.bar;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import java.util.Arrays;

/**
 * The bars of one length and source: of every instrument the last complete one, and the one that
 * grows. Prices are in ticks. NOT thread safe.
 */
public final class BarSeries implements Stateful {
  private final boolean isOfTrades;
  private final long intervalNanos;
  private BarBuilder[] complete; // by instrument
  private BarBuilder[] growing; // by instrument
  private long endNanos;

  /**
   * @param firstEndNanos when the first bar will be complete
   * @param initialTicks opening reference prices, from which the first bars start
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

  /** When the bar that is under way now is complete: a full step after the open, and after now. */
  public static long endNanos(long openNanos, long intervalNanos, long nowNanos) {
    return openNanos + ((nowNanos - openNanos) / intervalNanos + 1) * intervalNanos;
  }

  /** When the bars that grow are complete. */
  public long endNanos() {
    return endNanos;
  }

  /** The mid price of an instrument has moved. */
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

  /** The bars that grow are complete; the next ones start where they ended. */
  public void roll() {
    BarBuilder[] ended = growing;
    growing = complete;
    complete = ended;
    for (int i = 0; i < ended.length; i++) {
      growing[i].begin(ended[i].close);
    }
    endNanos += intervalNanos;
  }

  /** Completes every bar that ends at or before a time; to be called before what happens then. */
  public void passTo(long timeNanos, BarListener listener) {
    while (endNanos <= timeNanos) {
      long end = endNanos;
      roll();
      for (int i = 0; i < complete.length; i++) {
        listener.onBar(i, complete[i].toBar(end));
      }
    }
  }

  /** The bar that grows, as it is now. */
  public Bar growing(int instrument) {
    return growing[instrument].toBar(endNanos);
  }

  /** Replaces the complete bar of one instrument: for bars that come from elsewhere. */
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
