package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.data.TradeHash;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Ten thousand order books in one JVM, with about 150 live orders each. They receive orders and
 * cancels in turn; an event is a message. The heap size is measured at the end, after a garbage
 * collection.
 */
final class BooksBenchmark implements Benchmark.Work {
  private static final int BOOKS = 10_000;
  private static final int RECENT_ORDERS = 250;
  private static final int MESSAGES_PER_BOOK = 1_000;
  private static final int MAX_DISTANCE_TICKS = 50;
  private static final int MAX_LOTS = 100;
  private static final int OWNER = 0;

  private final OrderBook[] books = new OrderBook[BOOKS];
  private final int[] midsTicks = new int[BOOKS];

  /** The latest ids of each book; their orders may still be live. */
  private final long[] recent = new long[BOOKS * RECENT_ORDERS];

  private final SplittableRandom random = new SplittableRandom(1);
  private long nextOrderId = 1;

  private BooksBenchmark() {
    TradeHash trades = new TradeHash();
    for (int i = 0; i < BOOKS; i++) {
      books[i] = new OrderBook(i, trades);
      midsTicks[i] = 1_000 + random.nextInt(100_000);
    }
    for (int i = 0; i < MESSAGES_PER_BOOK; i++) {
      sendOneToEach();
    }
  }

  static Benchmark live() {
    return new Benchmark("10,000 books", BooksBenchmark::new);
  }

  @Override
  public void run(Benchmark.Tally tally) {
    sendOneToEach();
    tally.events(BOOKS);
  }

  private void sendOneToEach() {
    for (int i = 0; i < BOOKS; i++) {
      send(i);
    }
  }

  private void send(int i) {
    OrderBook book = books[i];
    int place = i * RECENT_ORDERS + random.nextInt(RECENT_ORDERS);
    if (recent[place] != 0 && random.nextInt(100) < 48) {
      book.cancel(recent[place], OWNER);
      recent[place] = 0;
      return;
    }
    midsTicks[i] += random.nextInt(1_000) == 0 ? random.nextInt(-1, 2) : 0;
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    boolean marketable = random.nextInt(100) < 8;
    int away = marketable ? -4 : 1 + random.nextInt(MAX_DISTANCE_TICKS);
    if (recent[place] != 0) {
      book.cancel(recent[place], OWNER);
    }
    recent[place] = nextOrderId++;
    int price = midsTicks[i] - side.sign() * away;
    int lots = 1 + random.nextInt(MAX_LOTS);
    book.submitLimit(recent[place], OWNER, side, price, lots, TimeInForce.GTC);
  }

  @Override
  public void describe(Map<BenchmarkFigures.Kind, Double> figures) {
    long orders = 0;
    for (OrderBook book : books) {
      orders += book.liveOrderCount();
    }
    figures.put(BenchmarkFigures.Kind.HEAP_MIB, LiveHeap.mib());
    figures.put(BenchmarkFigures.Kind.LIVE_ORDERS, (double) orders);
  }
}
