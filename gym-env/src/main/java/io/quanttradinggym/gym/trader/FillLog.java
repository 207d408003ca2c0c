package io.quanttradinggym.gym.trader;

import io.quanttradinggym.gym.api.SeatDisplay.Fill;
import io.quanttradinggym.sim.book.Side;
import java.util.ArrayList;
import java.util.List;

/** The newest fills of a trader, for displays. Not part of the trader's state. */
public final class FillLog {
  /** Number of fills that are kept. */
  public static final int CAPACITY = 1024;

  private final int[] instruments = new int[CAPACITY];
  private final long[] timesNanos = new long[CAPACITY];
  private final boolean[] buys = new boolean[CAPACITY];
  private final int[] pricesTicks = new int[CAPACITY];
  private final long[] quantitiesLots = new long[CAPACITY];
  private long count;
  private long drained;

  void add(int instrument, long timeNanos, Side side, int priceTicks, long quantityLots) {
    int at = (int) (count++ % CAPACITY);
    instruments[at] = instrument;
    timesNanos[at] = timeNanos;
    buys[at] = side == Side.BUY;
    pricesTicks[at] = priceTicks;
    quantitiesLots[at] = quantityLots;
  }

  void clear() {
    count = 0;
    drained = 0;
  }

  /** Fills of an instrument since the last call, oldest first. */
  public List<Fill> drain(int instrument) {
    List<Fill> fills = since(drained, instrument);
    drained = count;
    return fills;
  }

  /** The newest fills of an instrument, oldest first. */
  public List<Fill> latest(int instrument) {
    return since(0, instrument);
  }

  private List<Fill> since(long first, int instrument) {
    List<Fill> fills = new ArrayList<>();
    for (long i = Math.max(first, count - CAPACITY); i < count; i++) {
      int at = (int) (i % CAPACITY);
      if (instruments[at] == instrument) {
        fills.add(new Fill(timesNanos[at], buys[at], pricesTicks[at], quantitiesLots[at]));
      }
    }
    return fills;
  }
}
