package io.quanttradinggym.gym.trader;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.parameter.InvalidInputException;

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
}
