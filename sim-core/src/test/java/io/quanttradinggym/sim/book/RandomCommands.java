package io.quanttradinggym.sim.book;

import java.util.SplittableRandom;

/**
 * A seeded stream of commands around a wandering price, wrong ones included, sent to a book and its
 * oracle alike.
 */
final class RandomCommands {
  private static final int MANY_ORDERS = 100;
  private static final TimeInForce[] TIMES_IN_FORCE = {
    TimeInForce.GTC,
    TimeInForce.GTC,
    TimeInForce.GTC,
    TimeInForce.IOC,
    TimeInForce.FOK,
    TimeInForce.DAY
  };

  private final SplittableRandom random;
  private final int spreadTicks;
  private int mid = 1000;
  private long lastId;

  RandomCommands(long seed, int spreadTicks) {
    this.random = new SplittableRandom(seed);
    this.spreadTicks = spreadTicks;
  }

  /** Sends the next command to both. */
  void next(OrderBook book, NaiveBook oracle) {
    mid = Math.max(spreadTicks + 1, mid + random.nextInt(-1, 2));
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    int owner = random.nextInt(3);
    int price = price(side);
    long quantity = quantity();
    int dice = random.nextInt(100);
    if (dice < 50) {
      TimeInForce tif = TIMES_IN_FORCE[random.nextInt(TIMES_IN_FORCE.length)];
      long id = newId();
      book.submitLimit(id, owner, side, price, quantity, tif);
      oracle.submitLimit(id, owner, side, price, quantity, tif);
    } else if (dice < 55) {
      long id = newId();
      book.submitMarket(id, owner, side, quantity);
      oracle.submitMarket(id, owner, side, quantity);
    } else {
      long id = oracle.live().size() > MANY_ORDERS ? oldest(oracle) : oldId();
      request(book, oracle, dice, id, ownerOf(oracle, id, owner), price, quantity);
    }
  }

  private void request(
      OrderBook book, NaiveBook oracle, int dice, long id, int owner, int price, long quantity) {
    if (dice < 80) {
      book.cancel(id, owner);
      oracle.cancel(id, owner);
    } else if (dice < 90) {
      book.reduce(id, owner, quantity);
      oracle.reduce(id, owner, quantity);
    } else {
      int newPrice = random.nextInt(3) == 0 ? oldPrice(oracle, id, price) : price;
      book.replace(id, owner, newPrice, quantity);
      oracle.replace(id, owner, newPrice, quantity);
    }
  }

  private int price(Side side) {
    if (random.nextInt(200) == 0) {
      return random.nextBoolean() ? 0 : OrderBook.MAX_PRICE_TICKS + 1;
    }
    int away = random.nextInt(-spreadTicks / 4, spreadTicks);
    return mid - side.sign() * away;
  }

  private long quantity() {
    return random.nextInt(100) == 0
        ? (random.nextBoolean() ? 0 : OrderBook.MAX_QUANTITY_LOTS + 1)
        : random.nextInt(1, 30);
  }

  private long newId() {
    return switch (random.nextInt(100)) {
      case 0 -> OrderBook.NO_ORDER;
      case 1 -> oldId();
      default -> ++lastId;
    };
  }

  private long oldId() {
    return Math.max(1, lastId - random.nextInt(60));
  }

  private static long oldest(NaiveBook oracle) {
    return oracle.live().keySet().iterator().next();
  }

  private int ownerOf(NaiveBook oracle, long id, int other) {
    NaiveBook.Order order = oracle.live().get(id);
    return order == null || (id & 15) == 3 ? other : order.owner;
  }

  private static int oldPrice(NaiveBook oracle, long id, int other) {
    NaiveBook.Order order = oracle.live().get(id);
    return order == null ? other : order.priceTicks;
  }
}
