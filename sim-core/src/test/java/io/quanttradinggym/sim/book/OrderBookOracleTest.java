package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The book and the naive book hear the same random commands and must say and show the same after
 * each.
 */
class OrderBookOracleTest {
  private static final int COMMANDS = 50_000;
  private static final int SNAPSHOT_EVERY = 997;

  private final RecordingListener events = new RecordingListener(0);
  private final RecordingListener expected = new RecordingListener(0);

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 12", "3, 40", "4, 200", "5, 900"})
  void theBookDoesWhatTheNaiveBookDoes(long seed, int spreadTicks) {
    RandomCommands commands = new RandomCommands(seed, spreadTicks);
    OrderBook book = new OrderBook(0, events);
    NaiveBook oracle = new NaiveBook(0, expected);
    for (int i = 0; i < COMMANDS; i++) {
      commands.next(book, oracle);
      assertEquals(expected.drain(), events.drain(), "events of command " + i);
      compare(oracle, book);
      if (i % SNAPSHOT_EVERY == 0) {
        book = restored(book);
        compare(oracle, book);
      }
    }
  }

  private OrderBook restored(OrderBook book) {
    StateWriter out = new StateWriter();
    book.save(out);
    OrderBook copy = new OrderBook(0, events);
    StateReader in = new StateReader(out.buffer(), 0, out.size());
    copy.load(in);
    assertEquals(0, in.remaining());
    StateWriter again = new StateWriter();
    copy.save(again);
    assertArrayEquals(out.toByteArray(), again.toByteArray());
    return copy;
  }

  private static void compare(NaiveBook oracle, OrderBook book) {
    assertEquals(oracle.live().size(), book.liveOrderCount());
    compareSide(oracle, book, Side.BUY);
    compareSide(oracle, book, Side.SELL);
    int bid = book.bestBidTicks();
    int ask = book.bestAskTicks();
    assertTrue(
        bid == OrderBook.NO_PRICE || ask == OrderBook.NO_PRICE || bid < ask, "never crossed");
  }

  private static void compareSide(NaiveBook oracle, OrderBook book, Side side) {
    Map<Integer, List<NaiveBook.Order>> levels = oracle.levels(side);
    assertEquals(levels.size(), book.levelCount(side));
    int[] prices = new int[levels.size()];
    long[] quantities = new long[levels.size()];
    assertEquals(levels.size(), book.levels(side, levels.size(), prices, quantities));
    int i = 0;
    for (Map.Entry<Integer, List<NaiveBook.Order>> level : levels.entrySet()) {
      assertEquals(level.getKey(), prices[i]);
      assertEquals(level.getValue().size(), book.orderCountAt(side, prices[i]));
      long total = level.getValue().stream().mapToLong(o -> o.remaining).sum();
      assertEquals(total, quantities[i]);
      assertEquals(total, book.quantityAt(side, prices[i]));
      compareQueue(level.getValue(), book, side, prices[i]);
      i++;
    }
  }

  private static void compareQueue(
      List<NaiveBook.Order> queue, OrderBook book, Side side, int priceTicks) {
    assertEquals(queue.getFirst().id, book.headOrderId(side, priceTicks));
    List<List<Long>> orders = new ArrayList<>();
    book.forEachOrderAt(
        side,
        priceTicks,
        (id, owner, price, remaining) -> orders.add(List.of(id, (long) owner, remaining)));
    assertEquals(
        queue.stream().map(o -> List.of(o.id, (long) o.owner, o.remaining)).toList(), orders);
    NaiveBook.Order last = queue.getLast();
    assertEquals(last.remaining, book.remainingLots(last.id));
    assertEquals(priceTicks, book.priceTicks(last.id));
    assertEquals(
        queue.stream().mapToLong(o -> o.remaining).sum() - last.remaining,
        book.quantityAheadLots(last.id));
  }
}
