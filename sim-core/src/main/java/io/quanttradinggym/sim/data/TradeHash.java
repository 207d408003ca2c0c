package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;

/** Counts trades and accumulates the hash for comparisons between independent engines. */
public final class TradeHash implements OrderBookListener {
  private static final long FACTOR = 1_000_003;

  private long value;
  private long trades;
  private long volumeLots;
  private long rejects;

  public long value() {
    return value;
  }

  public long trades() {
    return trades;
  }

  public long volumeLots() {
    return volumeLots;
  }

  /** Number of orders and requests that the book rejected. */
  public long rejects() {
    return rejects;
  }

  @Override
  public void onTrade(Trade trade) {
    long h = (value * FACTOR + trade.restingOrderId()) * FACTOR + trade.incomingOrderId();
    value = (h * FACTOR + trade.priceTicks()) * FACTOR + trade.quantityLots();
    trades++;
    volumeLots += trade.quantityLots();
  }

  @Override
  public void onAccepted(
      int instrument,
      long orderId,
      int participant,
      Side side,
      int priceTicks,
      long quantityLots) {}

  @Override
  public void onCancelled(
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {}

  @Override
  public void onReduced(int instrument, long orderId, int participant, long remainingLots) {}

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {}

  @Override
  public void onRejected(int instrument, long orderId, int participant, RejectReason reason) {
    rejects++;
  }

  @Override
  public void onRequestRejected(
      int instrument, long orderId, int participant, RejectReason reason) {
    rejects++;
  }
}
