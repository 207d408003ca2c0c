package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.kit.Allocation;
import org.junit.jupiter.api.Test;

/**
 * After warm-up, commands, views and events allocate nothing. The virtual machine itself now and
 * then does, when it replaces compiled code: the least of some measurements counts.
 */
class OrderBookAllocationTest {
  private static final int ROUNDS = 20_000;
  private static final int MEASUREMENTS = 3;

  private final CountingListener events = new CountingListener();
  private final OrderBook book = new OrderBook(0, events);
  private final int[] prices = new int[10];
  private final long[] quantities = new long[10];
  private final OrderTicket ticket = new OrderTicket();
  private long lastId;
  private long now;
  private long seen;

  @Test
  void aWarmBookAllocatesNothing() {
    trade(ROUNDS);
    trade(ROUNDS);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MEASUREMENTS; i++) {
      least = Math.min(least, Allocation.bytes(() -> trade(ROUNDS)));
    }
    assertEquals(0, least);
    assertEquals(0, book.liveOrderCount());
    assertTrue(events.trades > 15L * ROUNDS, () -> events.trades + " trades");
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
      tradeSpecially(mid);
    }
  }

  /** One order of each special kind, all of which are gone at the end. */
  private void tradeSpecially(int mid) {
    book.submit(ticket.limit(++lastId, 1, Side.SELL, mid + 5, 10).display(3).goodTill(++now));
    book.submit(ticket.limit(++lastId, 1, Side.SELL, mid + 4, 2).hidden());
    book.submit(ticket.limit(++lastId, 1, Side.BUY, mid, 2).postOnly().goodTill(now + 1));
    book.submit(ticket.market(++lastId, 1, Side.BUY, 1).stop(mid + 5));
    book.submit(
        ticket
            .limit(++lastId, 2, Side.BUY, mid + 5, 6)
            .timeInForce(TimeInForce.FOK)
            .selfTradePrevention(SelfTradePrevention.CANCEL_NEWEST));
    book.setPriceBand(mid - 500, mid + 500);
    book.startCall();
    book.submitLimit(++lastId, 1, Side.BUY, mid + 6, 2, TimeInForce.DAY);
    book.open(mid);
    book.closeDay();
    book.advanceTime(now);
    book.advanceTime(++now);
    seen += book.liveOrderCount();
  }

  private static final class CountingListener implements OrderBookListener {
    private long trades;

    @Override
    public void onAccepted(
        int instrument, long orderId, int owner, Side side, int priceTicks, long quantityLots) {}

    @Override
    public void onTrade(Trade trade) {
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
