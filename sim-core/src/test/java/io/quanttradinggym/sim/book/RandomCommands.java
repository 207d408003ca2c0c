package io.quanttradinggym.sim.book;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A seeded stream of commands of every kind around a wandering price, wrong ones included, sent to
 * a book and its oracle alike.
 */
final class RandomCommands {
  private static final int MANY_ORDERS = 60;
  private static final int OWNERS = 3;

  /** What can be sent. */
  enum Command {
    SUBMIT,
    CANCEL,
    REDUCE,
    REPLACE,
    OPEN,
    HALT,
    START_CALL,
    CLOSE_DAY,
    SET_PRICE_BAND,
    ADVANCE_TIME
  }

  private final SplittableRandom random;
  private final int spreadTicks;
  private final OrderTicket ticket = new OrderTicket();
  private int mid = 1000;
  private long lastId;
  private Command command = Command.SUBMIT;

  RandomCommands(long seed, int spreadTicks) {
    this.random = new SplittableRandom(seed);
    this.spreadTicks = spreadTicks;
    mid += spreadTicks;
  }

  /** What was sent last. */
  Command command() {
    return command;
  }

  /** Whether what was sent last is an order that was accepted. */
  boolean hasSubmitted(List<BookEvent> heard) {
    return command == Command.SUBMIT && heard.getFirst() instanceof BookEvent.Accepted;
  }

  /** The order that was submitted last. */
  OrderTicket ticket() {
    return ticket;
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** Sends the next command to both. */
  void next(OrderBook book, NaiveBook oracle) {
    mid = Math.max(2 * spreadTicks, mid + random.nextInt(-1, 2));
    int dice = random.nextInt(100);
    if (oracle.phase() != TradingPhase.CONTINUOUS && oneIn(15)) {
      int reference = mid + random.nextInt(-spreadTicks, spreadTicks);
      command = Command.OPEN;
      book.open(reference);
      oracle.open(reference);
    } else if (dice < 64) {
      submit(book, oracle);
    } else if (dice < 96) {
      request(book, oracle, dice);
    } else {
      govern(book, oracle);
    }
  }

  private void submit(OrderBook book, NaiveBook oracle) {
    command = Command.SUBMIT;
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    long id = newId();
    int owner = random.nextInt(OWNERS);
    if (oneIn(8)) {
      ticket.market(id, owner, side, quantity());
    } else {
      ticket.limit(id, owner, side, price(side), quantity());
      ticket.timeInForce(timeInForce());
    }
    boolean plain = !ticket.isMarket() && random.nextBoolean();
    if (!plain) {
      instruct(side, oracle.now());
    }
    oracle.submit(ticket);
    if (plain) {
      book.submitLimit(
          ticket.orderId,
          ticket.owner,
          ticket.side,
          ticket.priceTicks,
          ticket.quantityLots,
          ticket.timeInForce);
    } else {
      book.submit(ticket);
    }
  }

  private TimeInForce timeInForce() {
    int dice = random.nextInt(20);
    TimeInForce rare = dice == 0 ? TimeInForce.GTD : TimeInForce.FOK;
    return dice < 3
        ? rare
        : dice < 6 ? TimeInForce.IOC : dice < 10 ? TimeInForce.DAY : TimeInForce.GTC;
  }

  /** Adds instructions, some of which make no sense together. */
  private void instruct(Side side, long now) {
    if (oneIn(4)) {
      ticket.stop(oneIn(40) ? 0 : mid + side.sign() * random.nextInt(-2, spreadTicks));
    } else if (oneIn(5)) {
      ticket.postOnly();
    }
    if (!ticket.isStop() && oneIn(2)) {
      ticket.display(oneIn(40) ? -1 : random.nextInt(0, 8));
    }
    if (oneIn(3)) {
      ticket.goodTill(now + random.nextInt(oneIn(10) ? -1 : 1, 60));
    }
    if (oneIn(2)) {
      SelfTradePrevention[] rules = SelfTradePrevention.values();
      ticket.selfTradePrevention(rules[random.nextInt(rules.length)]);
    }
  }

  private void request(OrderBook book, NaiveBook oracle, int dice) {
    int live = oracle.live().size();
    boolean unknown = live == 0 || oneIn(20);
    long id = unknown ? oldId() : liveId(oracle, live > MANY_ORDERS ? 0 : random.nextInt(live));
    NaiveOrder order = oracle.live().get(id);
    int owner = order == null || oneIn(20) ? random.nextInt(OWNERS) : order.owner;
    if (dice < 74) {
      command = Command.CANCEL;
      book.cancel(id, owner);
      oracle.cancel(id, owner);
    } else if (dice < 82) {
      command = Command.REDUCE;
      long by = quantity();
      book.reduce(id, owner, by);
      oracle.reduce(id, owner, by);
    } else {
      command = Command.REPLACE;
      int price = newPrice(order);
      long lots = quantity();
      book.replace(id, owner, price, lots);
      oracle.replace(id, owner, price, lots);
    }
  }

  private int newPrice(@Nullable NaiveOrder order) {
    if (order == null) {
      return price(Side.BUY);
    }
    return !order.isStop() && oneIn(3) ? order.limitTicks : price(order.side);
  }

  /** What the exchange does rather than an owner. */
  private void govern(OrderBook book, NaiveBook oracle) {
    switch (random.nextInt(7)) {
      case 0 -> {
        command = Command.HALT;
        book.halt();
        oracle.halt();
      }
      case 1 -> {
        command = Command.START_CALL;
        book.startCall();
        oracle.startCall();
      }
      case 2 -> {
        command = Command.CLOSE_DAY;
        book.closeDay();
        oracle.closeDay();
      }
      case 3 -> setBand(book, oracle, random.nextInt(1, 2 * spreadTicks));
      case 4 -> setBand(book, oracle, mid - 1);
      default -> {
        long now = oracle.now() + random.nextInt(30);
        command = Command.ADVANCE_TIME;
        book.advanceTime(now);
        oracle.advanceTime(now);
      }
    }
  }

  private void setBand(OrderBook book, NaiveBook oracle, int halfWidth) {
    int low = Math.max(1, mid - halfWidth);
    command = Command.SET_PRICE_BAND;
    book.setPriceBand(low, mid + halfWidth);
    oracle.setPriceBand(low, mid + halfWidth);
  }

  private int price(Side side) {
    if (oneIn(200)) {
      return random.nextBoolean() ? 0 : OrderBook.MAX_PRICE_TICKS + 1;
    }
    int away = random.nextInt(-spreadTicks / 3, spreadTicks);
    return mid - side.sign() * away;
  }

  private long quantity() {
    return oneIn(100)
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

  private static long liveId(NaiveBook oracle, int place) {
    return oracle.live().keySet().stream().skip(place).findFirst().orElseThrow();
  }
}
