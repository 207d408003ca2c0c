package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.data.TradeHash;
import java.util.SplittableRandom;

/**
 * The order book alone: limit orders and cancels around a wandering price, in about equal numbers,
 * with about two thousand live orders. An event is a message.
 */
final class BookBenchmark {
  private static final int MESSAGES = 1 << 18;
  private static final int LIVE_ORDERS = 2_000;
  private static final int OWNER = 0;
  private static final int MAX_DISTANCE_TICKS = 50;
  private static final int MAX_LOTS = 100;

  private final OrderBook book = new OrderBook(0, new TradeHash());
  private final SplittableRandom random = new SplittableRandom(1);
  private final long[] orderIds = new long[MESSAGES];
  private final Side[] sides = new Side[MESSAGES];
  private final int[] pricesTicks = new int[MESSAGES];

  /** Zero for a cancel. */
  private final int[] quantitiesLots = new int[MESSAGES];

  /** Ids of orders that may still be live. */
  private final long[] candidates = new long[MESSAGES];

  private int candidateCount;
  private int midTicks = 100_000;

  private BookBenchmark() {
    for (int i = 0; i < MESSAGES; i++) {
      boolean cancel = book.liveOrderCount() > LIVE_ORDERS || random.nextInt(100) < 44;
      if (cancel && book.liveOrderCount() > LIVE_ORDERS / 2) {
        orderIds[i] = takeLiveOrder();
      } else {
        draw(i);
      }
      send(i);
    }
  }

  static Benchmark match() {
    return new Benchmark(
        "match orders",
        () -> {
          BookBenchmark orders = new BookBenchmark();
          return tally -> {
            orders.book.clear();
            orders.sendAll();
            tally.events(MESSAGES);
          };
        });
  }

  private void draw(int i) {
    midTicks += random.nextInt(1_000) == 0 ? random.nextInt(-1, 2) : 0;
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    boolean marketable = random.nextInt(100) < 15;
    int away = marketable ? -4 : 1 + random.nextInt(MAX_DISTANCE_TICKS);
    orderIds[i] = i + 1L;
    sides[i] = side;
    pricesTicks[i] = midTicks - side.sign() * away;
    quantitiesLots[i] = 1 + random.nextInt(MAX_LOTS);
    candidates[candidateCount++] = orderIds[i];
  }

  private long takeLiveOrder() {
    while (true) {
      int place = random.nextInt(candidateCount);
      long orderId = candidates[place];
      candidates[place] = candidates[--candidateCount];
      if (book.isLive(orderId)) {
        return orderId;
      }
    }
  }

  private void sendAll() {
    for (int i = 0; i < MESSAGES; i++) {
      send(i);
    }
  }

  private void send(int i) {
    if (quantitiesLots[i] == 0) {
      book.cancel(orderIds[i], OWNER);
    } else {
      book.submitLimit(
          orderIds[i], OWNER, sides[i], pricesTicks[i], quantitiesLots[i], TimeInForce.GTC);
    }
  }
}
