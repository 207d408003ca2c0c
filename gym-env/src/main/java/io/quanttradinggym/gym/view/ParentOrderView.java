package io.quanttradinggym.gym.view;

import io.quanttradinggym.sim.book.Side;

/** The parent order of the task, and the progress of its execution. */
public interface ParentOrderView {
  /** Index of the order's instrument. */
  int instrument();

  Side side();

  /** Quantity of the whole order. */
  long quantityLots();

  /** Lots executed so far. */
  long executedLots();

  /** Money paid (bought) or received (sold) for the executed lots, in ticks × lots. */
  long executedTickLots();

  /** Twice the mid price at the first decision, in ticks: the arrival price. */
  long arrivalDoubleMidTicks();
}
