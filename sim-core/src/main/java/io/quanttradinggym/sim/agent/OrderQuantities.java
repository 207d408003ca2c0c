package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;

/** The quantities of one agent's orders: drawn for each of them, or once for all. */
final class OrderQuantities implements Stateful {
  private final Distribution distribution;
  private final boolean isFixed;
  private long fixedLots;

  OrderQuantities(Distribution distribution, boolean isFixed) {
    this.distribution = distribution;
    this.isFixed = isFixed;
  }

  void start(RandomStream random) {
    if (isFixed) {
      fixedLots = distribution.nextLots(random, 0);
    }
  }

  /** May be zero: then there is no order. */
  long next(RandomStream random) {
    return isFixed ? fixedLots : distribution.nextLots(random, 0);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(fixedLots);
  }

  @Override
  public void load(StateReader in) {
    fixedLots = in.readLong(0, Times.MAX_NANOS);
  }
}
