package io.quanttradinggym.sim.book;

/**
 * Receives all events of a book, in order, during the command that causes them.
 *
 * <p>A submitted order is either rejected ({@link #onRejected}, its only event) or accepted. An
 * accepted order ends exactly once: by the trade that completes it, or by {@link #onCancelled}.
 * Implementations must not call commands of the same book.
 */
public interface OrderBookListener {
  /**
   * The order passed all checks; {@code priceTicks} is {@link OrderBook#NO_PRICE} for a market
   * order.
   */
  void onAccepted(
      int instrument, long orderId, int participant, Side side, int priceTicks, long quantityLots);

  /**
   * A trade at the resting order's price, or at the price of an auction.
   *
   * @param trade valid during the call: copy the values that you keep
   */
  void onTrade(Trade trade);

  /** Terminal: {@code remainingLots} left the book (or never entered it) untraded. */
  void onCancelled(
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason);

  /**
   * The quantity of a live order fell to {@code remainingLots} &gt; 0 in place; it kept its
   * priority.
   */
  void onReduced(int instrument, long orderId, int participant, long remainingLots);

  /**
   * A live order has a new price and remaining quantity. Trades follow if the new price crosses.
   *
   * @param keptPriority whether the order kept its place in the queue
   */
  void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority);

  /** Terminal: a submitted order was rejected. */
  void onRejected(int instrument, long orderId, int participant, RejectReason reason);

  /** A cancel, reduce or replace request was rejected; the order, if it exists, is unchanged. */
  void onRequestRejected(int instrument, long orderId, int participant, RejectReason reason);

  /** The last trade reached the stop price: the order now acts as a market or limit order. */
  default void onTriggered(int instrument, long orderId, int participant) {}

  /** An auction has ended: all its trades, {@code quantityLots} in total, were at this price. */
  default void onUncrossed(int instrument, int priceTicks, long quantityLots) {}

  default void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {}
}
