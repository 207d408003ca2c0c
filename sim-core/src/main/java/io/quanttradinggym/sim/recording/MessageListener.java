package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.data.LobsterMessages;

/**
 * Receives the changes of the displayed book of one instrument, as published by an exchange feed.
 */
public interface MessageListener {
  /**
   * One message. The types are those of {@link LobsterMessages}.
   *
   * @param orderId 0 for a hidden execution
   * @param side of the order that the message is about; for an execution, of the resting order
   * @param shownLots quantity added, cancelled or executed
   */
  void onMessage(int type, long orderId, Side side, int priceTicks, long shownLots);

  /** From now on the messages follow on from this book, as it is displayed. */
  default void onBegin() {}

  /** All trades of an auction were at this price. */
  default void onCross(int priceTicks, long quantityLots) {}

  /** Trading halted or resumed. */
  default void onHalt(boolean halted) {}
}
