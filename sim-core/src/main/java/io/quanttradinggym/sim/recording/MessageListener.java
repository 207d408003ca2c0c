package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.data.LobsterMessages;

/** Hears what changes the displayed book of one instrument, as an exchange's feed tells it. */
public interface MessageListener {
  /**
   * One message. The types are those of {@link LobsterMessages}.
   *
   * @param orderId 0 for a hidden execution
   * @param side of the order that the message is about; for an execution, of the resting order
   * @param shownLots what was added, cancelled or executed
   */
  void onMessage(int type, long orderId, Side side, int priceTicks, long shownLots);

  /** From now on the messages follow on from this book, as it is displayed. */
  default void onBegin() {}

  /** All trades of an auction were at this price. */
  default void onCross(int priceTicks, long quantityLots) {}

  /** Trading halted, or goes on. */
  default void onHalt(boolean halted) {}
}
