package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.book.Side;

/**
 * A large order to be worked over an episode, in the first instrument.
 *
 * @param side whether to buy or to sell
 * @param quantityLots how much in all
 */
public record ParentOrder(Side side, long quantityLots) {
  public ParentOrder {
    if (quantityLots < 1 || quantityLots > 1_000_000_000L) {
      throw new InvalidInputException(
          "parent_order.quantity", quantityLots, "an integer from 1 to 1000000000");
    }
  }

  /** The parent order of a trader that must have one, see {@link NeedsParentOrder}. */
  public static ParentOrder of(TraderView view) {
    ParentOrder parent = view.parentOrder();
    if (parent == null) {
      throw new InvalidInputException(
          "trader.parent_order",
          InvalidInputException.MISSING,
          "a parent order; parts of this scenario need one");
    }
    return parent;
  }
}
