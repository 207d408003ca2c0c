package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.data.LobsterMessages;

/**
 * Receives the changes of the displayed book of one instrument, as published by an exchange feed.
 */
public interface MessageListener {
  /**
   * One message, with a type of {@link LobsterMessages}.
   *
   * @param orderId 0 for a hidden execution
   * @param side side of the order concerned; for an execution, the side of the resting order
   * @param shownLots quantity added, cancelled or executed
   */
  void onMessage(int type, long orderId, Side side, int priceTicks, long shownLots);

  /** A new start: later messages apply to the current displayed state of this book. */
  default void onBegin() {}

  /** An auction traded at this price. */
  default void onCross(int priceTicks, long quantityLots) {}

  /** Trading halted or resumed. */
  default void onHalt(boolean halted) {}
}
