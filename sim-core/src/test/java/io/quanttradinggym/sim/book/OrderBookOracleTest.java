package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The book and the naive book hear the same random commands of every kind and must say and show the
 * same after each, and what is true of any book must hold. The system property {@code
 * book.oracle.commands} shortens the run.
 */
@Tag("slow")
class OrderBookOracleTest {
  private static final int COMMANDS = Integer.getInteger("book.oracle.commands", 250_000) / 5;

  /** A run this long meets everything that there is. */
  private static final int ENOUGH_FOR_ALL = 40_000;

  private static final int SNAPSHOT_EVERY = Math.min(997, COMMANDS / 20);
  private static final EventCounter HEARD = new EventCounter();

  private final RecordingListener events = new RecordingListener(0);
  private final RecordingListener expected = new RecordingListener(0);

  @ParameterizedTest
  @CsvSource({
    "1, 4, NONE",
    "2, 12, CANCEL_NEWEST",
    "3, 40, DECREMENT",
    "4, 200, CANCEL_OLDEST",
    "5, 900, CANCEL_BOTH"
  })
  void theBookDoesWhatTheNaiveBookDoes(long seed, int spreadTicks, SelfTradePrevention rule) {
    BookRules rules = new BookRules(rule);
    RandomCommands commands = new RandomCommands(seed, spreadTicks);
    OrderBook book = new OrderBook(0, rules, events);
    NaiveBook oracle = new NaiveBook(0, rules, expected);
    LifeCycles lives = new LifeCycles();
    BookInvariants invariants = new BookInvariants(lives);
    for (int i = 0; i < COMMANDS; i++) {
      commands.next(book, oracle);
      List<BookEvent> heard = events.drain();
      assertEquals(expected.drain(), heard, "events of command " + i);
      HEARD.count(commands, rules, heard);
      lives.follow(heard);
      if (commands.hasSubmitted(heard)) {
        invariants.accepted(commands.ticket());
      }
      invariants.check(book);
      compare(oracle, book);
      if (i % SNAPSHOT_EVERY == 0) {
        book = restored(book, rules);
        compare(oracle, book);
      }
    }
    assertEquals(oracle.live().keySet(), lives.live());
  }

  @AfterAll
  static void everythingHasHappened() {
    System.out.println("Sent to the book and its oracle, and heard from both:\n" + HEARD);
    if (COMMANDS >= ENOUGH_FOR_ALL) {
      assertEquals(List.of(), HEARD.missing());
    }
  }

  private OrderBook restored(OrderBook book, BookRules rules) {
    StateWriter out = new StateWriter();
    book.save(out);
    OrderBook copy = new OrderBook(0, rules, events);
    StateReader in = new StateReader(out.buffer(), 0, out.size());
    copy.load(in);
    assertEquals(0, in.remaining());
    StateWriter again = new StateWriter();
    copy.save(again);
    assertArrayEquals(out.toByteArray(), again.toByteArray());
    return copy;
  }

  private static void compare(NaiveBook oracle, OrderBook book) {
    assertEquals(oracle.phase(), book.phase());
    assertEquals(oracle.lastTradeTicks(), book.lastTradeTicks());
    assertEquals(oracle.live().size(), book.liveOrderCount());
    for (NaiveOrder order : oracle.live().values()) {
      assertEquals(order.remaining, book.remainingLots(order.id));
      assertEquals(order.ticks(), book.priceTicks(order.id));
      assertEquals(order.owner, book.owner(order.id));
      assertEquals(order.side, book.side(order.id));
    }
    compareSide(oracle, book, Side.BUY);
    compareSide(oracle, book, Side.SELL);
  }

  private static void compareSide(NaiveBook oracle, OrderBook book, Side side) {
    Map<Integer, Long> levels = new TreeMap<>();
    List<List<Long>> expected = new ArrayList<>();
    for (NaiveOrder order : oracle.shown(side)) {
      levels.merge(order.limitTicks, order.slice, Long::sum);
      expected.add(List.of(order.id, (long) order.owner, (long) order.limitTicks, order.slice));
    }
    List<List<Long>> queue = new ArrayList<>();
    book.forEachOrder(
        side, (id, owner, price, lots) -> queue.add(List.of(id, (long) owner, (long) price, lots)));
    assertEquals(expected, queue, "orders in the sequence in which they trade");
    assertEquals(expected.isEmpty(), book.isEmpty(side));
    compareLevels(levels, book, side);
    if (!expected.isEmpty()) {
      compareBestQueue(expected, book, side);
    }
  }

  private static void compareLevels(Map<Integer, Long> levels, OrderBook book, Side side) {
    int[] prices = new int[levels.size() + 1];
    long[] quantities = new long[levels.size() + 1];
    assertEquals(levels.size(), book.levels(side, prices.length, prices, quantities));
    assertEquals(levels.size(), book.levelCount(side));
    Map<Integer, Long> shown = new TreeMap<>();
    for (int i = 0; i < levels.size(); i++) {
      shown.put(prices[i], quantities[i]);
      assertEquals(quantities[i], book.quantityAt(side, prices[i]));
    }
    assertEquals(levels, shown);
  }

  private static void compareBestQueue(List<List<Long>> orders, OrderBook book, Side side) {
    long best = orders.getFirst().get(2);
    List<List<Long>> queue = orders.stream().filter(order -> order.get(2) == best).toList();
    int price = (int) best;
    assertEquals(price, book.bestTicks(side));
    assertEquals(queue.size(), book.orderCountAt(side, price));
    assertEquals(queue.getFirst().getFirst(), book.headOrderId(side, price));
    long ahead = queue.stream().mapToLong(order -> order.get(3)).sum() - queue.getLast().get(3);
    assertEquals(ahead, book.quantityAheadLots(queue.getLast().getFirst()));
  }
}
