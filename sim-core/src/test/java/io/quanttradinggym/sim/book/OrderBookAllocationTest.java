package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** After warm-up, commands, views and events allocate nothing. */
class OrderBookAllocationTest {
  private static final int ROUNDS = 20_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final CountingListener events = new CountingListener();
  private final OrderBook book = new OrderBook(0, events);
  private final int[] prices = new int[10];
  private final long[] quantities = new long[10];
  private long lastId;
  private long seen;

  @Test
  void aWarmBookAllocatesNothing() {
    trade(ROUNDS);
    trade(ROUNDS);
    long before = threads.getCurrentThreadAllocatedBytes();
    long overhead = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    trade(ROUNDS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(0, allocated - overhead);
    assertEquals(3L * ROUNDS, events.trades);
    assertTrue(seen > 0);
  }

  /** Each round moves the market by a tick, so that pages come and go. */
  private void trade(int rounds) {
    for (int i = 0; i < rounds; i++) {
      int mid = 10_000 + (i < rounds / 2 ? i : rounds - i);
      long first = lastId + 1;
      book.submitLimit(++lastId, 1, Side.BUY, mid - 5, 10, TimeInForce.GTC);
      book.submitLimit(++lastId, 1, Side.SELL, mid + 5, 10, TimeInForce.GTC);
      book.submitLimit(++lastId, 1, Side.BUY, mid - 400, 10, TimeInForce.DAY);
      book.submitLimit(++lastId, 2, Side.BUY, mid + 5, 4, TimeInForce.IOC);
      book.replace(first, 1, mid - 6, 12);
      book.reduce(first, 1, 2);
      book.cancel(first, 2);
      seen += book.levels(Side.BUY, 10, prices, quantities) + book.quantityAheadLots(first);
      book.cancel(first, 1);
      book.cancel(first + 1, 1);
      book.cancel(first + 2, 1);
    }
  }

  private static final class CountingListener implements OrderBookListener {
    private long trades;

    @Override
    public void onAccepted(
        int instrument, long orderId, int owner, Side side, int priceTicks, long quantityLots) {}

    @Override
    public void onTrade(
        int instrument,
        long restingOrderId,
        int restingOwner,
        long incomingOrderId,
        int incomingOwner,
        Side aggressor,
        int priceTicks,
        long quantityLots,
        long restingRemainingLots,
        long incomingRemainingLots) {
      trades++;
    }

    @Override
    public void onCancelled(
        int instrument, long orderId, int owner, long remainingLots, CancelReason reason) {}

    @Override
    public void onReduced(int instrument, long orderId, int owner, long remainingLots) {}

    @Override
    public void onReplaced(
        int instrument,
        long orderId,
        int owner,
        int priceTicks,
        long remainingLots,
        boolean keptPriority) {}

    @Override
    public void onRejected(int instrument, long orderId, int owner, RejectReason reason) {}

    @Override
    public void onRequestRejected(int instrument, long orderId, int owner, RejectReason reason) {}
  }
}
