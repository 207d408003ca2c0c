package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

/** Invariants of a book after every command, independent of its rules; no oracle is needed. */
final class BookInvariants {
  private final LifeCycles lives;

  /** Orders that rejoin their queue with each slice, so that their arrival says nothing. */
  private final Set<Long> reserves = new HashSet<>();

  BookInvariants(LifeCycles lives) {
    this.lives = lives;
  }

  void accepted(OrderTicket ticket) {
    if (ticket.displayLots > 0 && ticket.displayLots < OrderTicket.DISPLAY_ALL) {
      reserves.add(ticket.orderId);
    } else {
      reserves.remove(ticket.orderId);
    }
  }

  void check(OrderBook book) {
    assertEquals(lives.live().size(), book.liveOrderCount());
    for (long orderId : lives.live()) {
      assertEquals(lives.remaining(orderId), book.remainingLots(orderId), "quantity is conserved");
    }
    checkSide(book, Side.BUY);
    checkSide(book, Side.SELL);
    int bid = book.bestBidTicks();
    int ask = book.bestAskTicks();
    boolean crossed = bid != OrderBook.NO_PRICE && ask != OrderBook.NO_PRICE && bid >= ask;
    assertTrue(!crossed || book.phase() != TradingPhase.CONTINUOUS, "never crossed");
  }

  private void checkSide(OrderBook book, Side side) {
    int count = book.levelCount(side);
    int[] prices = new int[count];
    long[] quantities = new long[count];
    assertEquals(count, book.levels(side, count, prices, quantities));
    assertEquals(count == 0 ? OrderBook.NO_PRICE : prices[0], book.bestTicks(side));
    for (int i = 0; i < count; i++) {
      assertTrue(i == 0 || (prices[i - 1] - prices[i]) * side.sign() > 0, "best level first");
      checkLevel(book, side, prices[i], quantities[i]);
    }
  }

  private void checkLevel(OrderBook book, Side side, int price, long quantity) {
    long[] sum = new long[2];
    long[] lastArrival = new long[1];
    book.forEachOrderAt(
        side,
        price,
        (orderId, owner, ticks, lots) -> {
          sum[0] += lots;
          sum[1]++;
          assertTrue(lots > 0 && lots <= lives.remaining(orderId), "shows what it has");
          if (!reserves.contains(orderId)) {
            assertTrue(lives.arrival(orderId) > lastArrival[0], "first in, first out");
            lastArrival[0] = lives.arrival(orderId);
          }
          return true;
        });
    assertEquals(sum[0], quantity, "level total = sum of its orders");
    assertEquals(sum[1], book.orderCountAt(side, price));
  }
}
