package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Side.BUY;
import static io.quanttradinggym.sim.book.Side.SELL;
import static io.quanttradinggym.sim.book.TimeInForce.DAY;
import static io.quanttradinggym.sim.book.TimeInForce.GTC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.BookEvent.Cancelled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The book grows as far as it must, takes back what it no longer needs, and forgets completely. */
class OrderBookStorageTest {
  private static final int ANN = 7;
  private static final int MANY = 5_000;

  private final RecordingListener events = new RecordingListener(0);
  private final OrderBook book = new OrderBook(0, events);
  private final OrderTicket ticket = new OrderTicket();
  private final SplittableRandom random = new SplittableRandom(1);

  private static int size(OrderBook book) {
    return bytes(book).length;
  }

  private static byte[] bytes(OrderBook book) {
    StateWriter out = new StateWriter();
    book.save(out);
    return out.toByteArray();
  }

  private static OrderBook copy(OrderBook book, OrderBook into) {
    byte[] bytes = bytes(book);
    into.load(new StateReader(bytes, 0, bytes.length));
    return into;
  }

  @Test
  void manyOrdersAreFoundByAnyIds() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      long id = i % 2 == 0 ? random.nextLong() : i;
      ids.add(id);
      book.submitLimit(id, ANN, i % 3 == 0 ? BUY : SELL, i % 3 == 0 ? 90 : 100 + i, i + 1, GTC);
    }
    checkAll(book, ids);
    checkAll(copy(book, new OrderBook(0, events)), ids);
    while (!ids.isEmpty()) {
      long id = ids.remove(random.nextInt(ids.size()));
      assertTrue(book.isLive(id));
      book.cancel(id, ANN);
      assertFalse(book.isLive(id));
      assertEquals(ids.size(), book.liveOrderCount());
    }
    assertTrue(book.isEmpty(BUY) && book.isEmpty(SELL));
  }

  private static void checkAll(OrderBook book, List<Long> ids) {
    for (int i = 0; i < MANY; i++) {
      assertEquals(i + 1, book.remainingLots(ids.get(i)));
    }
    assertFalse(book.isLive(MANY + 2L));
  }

  /** The ids 1 to 5,000, of which some thousand pairs share a chain, go in any order. */
  @Test
  void ordersThatShareAChainLeaveItInAnyOrder() {
    for (int round = 0; round < 4; round++) {
      List<Long> ids = new ArrayList<>();
      for (long id = 1; id <= 250; id++) {
        ids.add(id * 1_000 + round);
        book.submitLimit(id * 1_000 + round, ANN, BUY, 100, id, GTC);
      }
      for (int i = 0; i < 250; i++) {
        long id = ids.remove(random.nextInt(ids.size()));
        book.cancel(id, ANN);
        ids.forEach(left -> assertEquals(left / 1_000, book.remainingLots(left)));
      }
    }
  }

  @Test
  void theMemoryOfOrdersAndLevelsIsUsedAgain() {
    book.submitLimit(1, ANN, BUY, 100, 1, GTC);
    int before = size(book);
    for (int i = 2; i < 200_000; i++) {
      int price = 1_000 + i % 50_000;
      book.submitLimit(i, ANN, SELL, price, 2, GTC);
      if (i % 2 == 0) {
        book.submitLimit(-i, ANN, BUY, price, 2, GTC);
      } else {
        book.cancel(i, ANN);
      }
    }
    assertEquals(1, book.liveOrderCount());
    assertTrue(size(book) <= before + 8_192, "grew from " + before + " to " + size(book));
  }

  @Test
  void closingTheDayEndsAnyNumberOfOrders() {
    for (int i = 1; i <= 300; i++) {
      book.submitLimit(i, ANN, BUY, 1_000 - i, 1, i % 3 == 0 ? GTC : DAY);
    }
    events.drain();
    book.closeDay();
    assertEquals(200, events.drain().size());
    assertEquals(100, book.liveOrderCount());
  }

  @Test
  void anAuctionTakesAnyNumberOfPrices() {
    book.startCall();
    for (int i = 1; i <= 300; i++) {
      book.submitLimit(i, ANN, BUY, 1_000 + i, 2, GTC);
      book.submitLimit(-i, ANN, SELL, 500 + i, 1, GTC);
    }
    events.drain();
    book.open(2_000);
    long traded = 0;
    for (BookEvent event : events.drain()) {
      traded += event instanceof BookEvent.AuctionTraded trade ? trade.quantityLots() : 0;
    }
    assertEquals(300, traded);
    assertEquals(150, book.liveOrderCount());
    assertEquals(1_150, book.bestBidTicks());
  }

  @Test
  void manyTimedOrdersExpireInTheOrderOfTimeAndId() {
    record Timed(long id, long nanos) {}
    List<Timed> orders = new ArrayList<>();
    for (long id = 1; id <= 400; id++) {
      Timed order = new Timed(id, 1 + random.nextInt(60));
      orders.add(order);
      book.submit(ticket.limit(id, ANN, BUY, 100, id).goodTill(order.nanos));
    }
    for (int i = 0; i < 150; i++) {
      book.cancel(orders.remove(random.nextInt(orders.size())).id, ANN);
    }
    OrderBook restored = copy(book, new OrderBook(0, events));
    events.drain();
    restored.advanceTime(30);
    restored.advanceTime(60);
    orders.sort(Comparator.comparingLong(Timed::nanos).thenComparingLong(Timed::id));
    assertEquals(
        orders.stream()
            .map(order -> (BookEvent) new Cancelled(order.id, ANN, order.id, CancelReason.EXPIRED))
            .toList(),
        events.drain());
  }

  /** A book that was cleared, and one that loaded over another, cannot be told from a fresh one. */
  @Test
  void aClearedBookIsAFreshOne() {
    useHard(book);
    OrderBook loaded = copy(new OrderBook(0, events), useHard(new OrderBook(0, events)));
    book.clear();
    OrderBook fresh = new OrderBook(0, events);
    for (OrderBook used : List.of(book, loaded)) {
      RandomCommands commands = new RandomCommands(5, 20);
      RandomCommands same = new RandomCommands(5, 20);
      NaiveBook oracle = new NaiveBook(0, BookRules.DEFAULT, events);
      NaiveBook another = new NaiveBook(0, BookRules.DEFAULT, events);
      fresh.clear();
      for (int i = 0; i < 2_000; i++) {
        events.drain();
        commands.next(used, oracle);
        List<BookEvent> heard = events.drain();
        same.next(fresh, another);
        assertEquals(events.drain(), heard, "command " + i);
      }
      assertEquals(fresh.liveOrderCount(), used.liveOrderCount());
    }
  }

  private OrderBook useHard(OrderBook used) {
    NaiveBook oracle = new NaiveBook(0, BookRules.DEFAULT, events);
    RandomCommands commands = new RandomCommands(4, 20);
    for (int i = 0; i < 1_000; i++) {
      commands.next(used, oracle);
    }
    used.open(100);
    used.setPriceBand(1, OrderBook.MAX_PRICE_TICKS);
    for (int i = 0; i < 1_500; i++) {
      used.submitLimit(1_000_000 + i, ANN, SELL, 1 + i * 40, 1, GTC);
      used.submit(
          ticket.limit(2_000_000 + i, ANN, SELL, 70_000, 9).display(1 + i % 9).goodTill(1L << 40));
      used.submit(ticket.market(3_000_000 + i, ANN, BUY, 9).stop(80_000 + i));
    }
    used.setPriceBand(900, 901);
    used.advanceTime(1L << 39);
    used.startCall();
    return used;
  }

  @Test
  void everyPhaseIsRestored() {
    for (TradingPhase phase : TradingPhase.values()) {
      OrderBook one = new OrderBook(0, events);
      if (phase == TradingPhase.HALTED) {
        one.halt();
      } else if (phase == TradingPhase.AUCTION_CALL) {
        one.startCall();
      }
      OrderBook other = copy(one, new OrderBook(0, events));
      assertEquals(phase, other.phase());
      assertArrayEquals(bytes(one), bytes(other));
    }
  }
}
