package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.sim.book.Side;

/** A parent order and the progress of its execution. */
final class ParentOrderProgress implements ParentOrderView, Stateful {
  private final ParentOrder order;
  private long arrivalDoubleMidTicks;
  private long executedLots;
  private long executedTickLots;

  ParentOrderProgress(ParentOrder order) {
    this.order = order;
  }

  void clear() {
    executedLots = 0;
    executedTickLots = 0;
  }

  void arrive(long doubleMidTicks) {
    arrivalDoubleMidTicks = doubleMidTicks;
  }

  void onFill(int instrument, Side side, int priceTicks, long quantityLots) {
    if (instrument == order.instrument() && side == order.side()) {
      executedLots += quantityLots;
      executedTickLots += priceTicks * quantityLots;
    }
  }

  boolean isComplete() {
    return executedLots >= order.quantityLots();
  }

  @Override
  public int instrument() {
    return order.instrument();
  }

  @Override
  public Side side() {
    return order.side();
  }

  @Override
  public long quantityLots() {
    return order.quantityLots();
  }

  @Override
  public long executedLots() {
    return executedLots;
  }

  @Override
  public long executedTickLots() {
    return executedTickLots;
  }

  @Override
  public long arrivalDoubleMidTicks() {
    return arrivalDoubleMidTicks;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(arrivalDoubleMidTicks);
    out.writeLong(executedLots);
    out.writeLong(executedTickLots);
  }

  @Override
  public void load(StateReader in) {
    arrivalDoubleMidTicks = in.readLong(0, Times.MAX_NANOS);
    executedLots = in.readLong(0, Times.MAX_NANOS);
    executedTickLots = in.readLong(0, Long.MAX_VALUE);
  }
}
