package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;

/** A fair value that changes on a time grid and is computed on demand. */
public abstract class GridProcess implements FundamentalProcess {
  private final long stepNanos;
  private long nextNanos;

  protected GridProcess(long stepNanos) {
    this.stepNanos = stepNanos;
  }

  /** Begins the path: the value at the start. */
  protected abstract void begin();

  /** Advances to the next point of the grid. */
  protected abstract void step();

  /** Fair value in ticks since the last step. */
  protected abstract double ticks();

  @Override
  public final void start(long timeNanos) {
    nextNanos = timeNanos + stepNanos;
    begin();
  }

  @Override
  public final double valueTicks(long timeNanos) {
    while (nextNanos <= timeNanos) {
      step();
      nextNanos += stepNanos;
    }
    return Math.max(1, ticks());
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(nextNanos);
  }

  @Override
  public void load(StateReader in) {
    nextNanos = in.readLong(0, Times.MAX_NANOS);
  }
}
