package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/**
 * The bars of one length: of every instrument the last complete one, and the one that grows. Prices
 * are in ticks.
 */
public final class Bars implements Stateful {
  private static final int FIELDS = 5;
  private static final int OPEN = 0;
  private static final int HIGH = 1;
  private static final int LOW = 2;
  private static final int CLOSE = 3;
  private static final int VOLUME = 4;

  private final long intervalNanos;
  private final int instruments;
  private final double[] complete; // (instruments, FIELDS)
  private final double[] growing; // likewise
  private long endNanos;

  /**
   * @param firstEndNanos when the first bar will be complete
   * @param initialTicks opening reference prices, from which the first bars start
   */
  Bars(long intervalNanos, long firstEndNanos, int[] initialTicks) {
    this.intervalNanos = intervalNanos;
    instruments = initialTicks.length;
    endNanos = firstEndNanos;
    complete = new double[instruments * FIELDS];
    growing = new double[instruments * FIELDS];
    for (int i = 0; i < instruments; i++) {
      for (int field = OPEN; field <= CLOSE; field++) {
        complete[i * FIELDS + field] = initialTicks[i];
        growing[i * FIELDS + field] = initialTicks[i];
      }
    }
  }

  /** When the bar that grows will be complete. */
  long endNanos() {
    return endNanos;
  }

  void price(int instrument, double ticks) {
    int at = instrument * FIELDS;
    growing[at + HIGH] = Math.max(growing[at + HIGH], ticks);
    growing[at + LOW] = Math.min(growing[at + LOW], ticks);
    growing[at + CLOSE] = ticks;
  }

  void volume(int instrument, long lots) {
    growing[instrument * FIELDS + VOLUME] += lots;
  }

  /** The bars that grow are complete; the next ones start where they ended. */
  void roll() {
    System.arraycopy(growing, 0, complete, 0, growing.length);
    for (int i = 0; i < instruments; i++) {
      int at = i * FIELDS;
      double close = growing[at + CLOSE];
      growing[at + OPEN] = close;
      growing[at + HIGH] = close;
      growing[at + LOW] = close;
      growing[at + VOLUME] = 0;
    }
    endNanos += intervalNanos;
  }

  /** Replaces the complete bar of one instrument: for bars that come from elsewhere. */
  void set(int instrument, double open, double high, double low, double close, double volume) {
    int at = instrument * FIELDS;
    complete[at + OPEN] = open;
    complete[at + HIGH] = high;
    complete[at + LOW] = low;
    complete[at + CLOSE] = close;
    complete[at + VOLUME] = volume;
  }

  public double open(int instrument) {
    return complete[instrument * FIELDS + OPEN];
  }

  public double high(int instrument) {
    return complete[instrument * FIELDS + HIGH];
  }

  public double low(int instrument) {
    return complete[instrument * FIELDS + LOW];
  }

  public double close(int instrument) {
    return complete[instrument * FIELDS + CLOSE];
  }

  /** Lots traded. */
  public double volume(int instrument) {
    return complete[instrument * FIELDS + VOLUME];
  }

  /** (high + low + close) / 3. */
  public double typical(int instrument) {
    return (high(instrument) + low(instrument) + close(instrument)) / 3;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(endNanos);
    out.writeDoubles(complete, 0, complete.length);
    out.writeDoubles(growing, 0, growing.length);
  }

  @Override
  public void load(StateReader in) {
    endNanos = in.readLong();
    in.readDoubles(complete, 0, complete.length);
    in.readDoubles(growing, 0, growing.length);
  }
}
