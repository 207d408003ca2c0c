package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.book.Side;

/**
 * A large order to be executed over an episode.
 *
 * @param instrument index of the instrument
 * @param side whether to buy or to sell
 * @param quantityLots quantity of the whole order
 */
public record ParentOrder(int instrument, Side side, long quantityLots) {
  public ParentOrder {
    if (instrument < 0) {
      throw new InvalidInputException("parent_order.instrument", instrument, "0 or more");
    }
    if (quantityLots < 1 || quantityLots > 1_000_000_000L) {
      throw new InvalidInputException(
          "parent_order.quantity", quantityLots, "an integer from 1 to 1000000000");
    }
  }
}
