package io.quanttradinggym.sim.recording;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.Arrays;

/**
 * One instrument's market by seconds since the open: the flows during each second, and the book at
 * its end.
 */
final class Seconds {
  private static final int CHANNELS = 5;
  private static final int VOLUME = 0;
  private static final int BUY_VOLUME = 1;
  private static final int ORDERS = 2;
  private static final int MESSAGES = 3;
  private static final int FLOW = 4;
  private static final String[] NAMES = {"volume", "buy_volume", "orders", "messages", "ofi"};

  private final MarketView market;
  private final int instrument;
  private final long openNanos;
  private final long[][] flows = new long[CHANNELS][];
  private final long[] doubleMids;
  private final long[] bidLots;
  private final long[] askLots;
  private final double[] spreads;
  private final double[] depths;
  private final double[] twoSidedNanos;
  private long nextNanos;
  private int ended = -1; // index of the last second whose end was sampled; 0 = the open

  Seconds(MarketView market, int instrument) {
    this.market = market;
    this.instrument = instrument;
    openNanos = market.openNanos();
    int capacity =
        (int)
                ((market.closeNanos() - openNanos + Units.NANOS_PER_SECOND - 1)
                    / Units.NANOS_PER_SECOND)
            + 1;
    for (int channel = 0; channel < CHANNELS; channel++) {
      flows[channel] = new long[capacity];
    }
    doubleMids = new long[capacity];
    bidLots = new long[capacity];
    askLots = new long[capacity];
    spreads = new double[capacity];
    depths = new double[capacity];
    twoSidedNanos = new double[capacity];
    nextNanos = openNanos;
  }

  void clear() {
    for (long[] channel : flows) {
      Arrays.fill(channel, 0);
    }
    Arrays.fill(spreads, 0);
    Arrays.fill(depths, 0);
    Arrays.fill(twoSidedNanos, 0);
    ended = -1;
    nextNanos = openNanos;
  }

  void message() {
    flows[MESSAGES][ended + 1]++;
  }

  void flow(long lots) {
    flows[FLOW][ended + 1] += lots;
  }

  void trade(Side aggressor, long lots) {
    flows[VOLUME][ended + 1] += lots;
    flows[BUY_VOLUME][ended + 1] += aggressor == Side.BUY ? lots : 0;
  }

  void order() {
    flows[ORDERS][ended + 1]++;
  }

  /** Accounts for a touch that lasts until just before {@code toNanos}. */
  void pass(long fromNanos, long toNanos, Touch touch) {
    long from = fromNanos;
    while (nextNanos < toNanos) {
      weigh(nextNanos - from, touch);
      from = nextNanos;
      end(touch);
    }
    weigh(toNanos - from, touch);
  }

  /** Declares that no more events occur at {@code nowNanos} or before. */
  void finish(long nowNanos, Touch touch) {
    if (nextNanos <= nowNanos) {
      end(touch);
    }
  }

  private void weigh(long nanos, Touch touch) {
    if (touch.isTwoSided() && nanos > 0) {
      int second = ended + 1;
      twoSidedNanos[second] += nanos;
      spreads[second] += (double) nanos * touch.spreadTicks();
      depths[second] += nanos * 0.5 * (touch.lots(Side.BUY) + touch.lots(Side.SELL));
    }
  }

  private void end(Touch touch) {
    ended++;
    doubleMids[ended] = market.doubleMidTicks(instrument);
    bidLots[ended] = touch.lots(Side.BUY);
    askLots[ended] = touch.lots(Side.SELL);
    nextNanos += Units.NANOS_PER_SECOND;
  }

  /**
   * Writes the data of the completed seconds. Element 0 of {@code mid} and of the quantities is at
   * the open; element k of the flows covers the second that ends k + 1 seconds after the open.
   */
  void write(NpzWriter out) {
    int count = ended + 1;
    double[] mids = new double[count];
    for (int i = 0; i < count; i++) {
      mids[i] = 0.5 * doubleMids[i];
    }
    out.write("mid", mids, count);
    out.write("bid_size", bidLots, count);
    out.write("ask_size", askLots, count);
    int seconds = Math.max(0, ended);
    for (int channel = 0; channel < CHANNELS; channel++) {
      out.write(NAMES[channel], Arrays.copyOfRange(flows[channel], 1, seconds + 1), seconds);
    }
    out.write("spread", means(spreads, seconds), seconds);
    out.write("depth", means(depths, seconds), seconds);
  }

  /** Time-weighted means; NaN for a second in which the book was never two-sided. */
  private double[] means(double[] sums, int seconds) {
    double[] means = new double[seconds];
    for (int i = 0; i < seconds; i++) {
      means[i] = sums[i + 1] / twoSidedNanos[i + 1];
    }
    return means;
  }
}
