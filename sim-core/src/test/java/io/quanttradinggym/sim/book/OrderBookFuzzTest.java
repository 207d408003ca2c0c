package io.quanttradinggym.sim.book;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;

/**
 * Commands with any values whatever: none throws but where it says so, and what is true of any book
 * holds after each.
 */
class OrderBookFuzzTest {
  private static final int MAX_COMMANDS = 400;
  private static final int OWNERS = 3;
  private static final int USUAL_PRICES = 12;
  private static final int USUAL_IDS = 40;

  private final RecordingListener events = new RecordingListener(0);
  private final OrderTicket ticket = new OrderTicket();

  @FuzzTest
  void anyCommandsMayCome(FuzzedDataProvider data) {
    BookRules rules = new BookRules(data.pickValue(SelfTradePrevention.values()));
    OrderBook book = new OrderBook(0, rules, events);
    LifeCycles lives = new LifeCycles();
    BookInvariants invariants = new BookInvariants(lives);
    long now = 0;
    for (int i = 0; i < MAX_COMMANDS && data.remainingBytes() > 0; i++) {
      ticket.orderId = OrderBook.NO_ORDER;
      now = command(data, book, now);
      boolean submitted = ticket.orderId != OrderBook.NO_ORDER;
      var heard = events.drain();
      lives.follow(heard);
      if (submitted && heard.getFirst() instanceof BookEvent.Accepted) {
        invariants.accepted(ticket);
      }
      invariants.check(book);
    }
    StateWriter out = new StateWriter();
    book.save(out);
    book.load(new StateReader(out.buffer(), 0, out.size()));
    invariants.check(book);
  }

  private long command(FuzzedDataProvider data, OrderBook book, long now) {
    switch (data.consumeInt(0, 11)) {
      case 0, 1, 2, 3 -> submit(data, book);
      case 4 -> book.cancel(id(data), owner(data));
      case 5 -> book.reduce(id(data), owner(data), lots(data));
      case 6 -> book.replace(id(data), owner(data), price(data), lots(data));
      case 7 -> book.halt();
      case 8 -> book.startCall();
      case 9 -> book.open(validPrice(data));
      case 10 -> govern(data, book);
      default -> {
        long later = Math.max(now, data.consumeLong());
        book.advanceTime(later);
        return later;
      }
    }
    return now;
  }

  private void govern(FuzzedDataProvider data, OrderBook book) {
    if (data.consumeBoolean()) {
      book.closeDay();
    } else {
      int one = validPrice(data);
      int other = validPrice(data);
      book.setPriceBand(Math.min(one, other), Math.max(one, other));
    }
  }

  private void submit(FuzzedDataProvider data, OrderBook book) {
    Side side = data.pickValue(Side.values());
    if (data.consumeBoolean()) {
      ticket.limit(id(data), owner(data), side, price(data), lots(data));
    } else {
      ticket.market(id(data), owner(data), side, lots(data));
    }
    if (data.consumeBoolean()) {
      ticket.timeInForce(data.pickValue(TimeInForce.values()));
      book.submitLimit(
          ticket.orderId,
          ticket.owner,
          side,
          ticket.priceTicks,
          ticket.quantityLots,
          ticket.timeInForce);
      return;
    }
    instruct(data);
    book.submit(ticket);
  }

  private void instruct(FuzzedDataProvider data) {
    if (data.consumeBoolean()) {
      ticket.stop(price(data));
    }
    if (data.consumeBoolean()) {
      ticket.display(lots(data));
    }
    if (data.consumeBoolean()) {
      ticket.timeInForce(data.pickValue(TimeInForce.values()));
    }
    if (data.consumeBoolean()) {
      ticket.goodTill(data.consumeLong());
    }
    if (data.consumeBoolean()) {
      ticket.postOnly();
    }
    if (data.consumeBoolean()) {
      ticket.selfTradePrevention(data.pickValue(SelfTradePrevention.values()));
    }
  }

  private static boolean usual(FuzzedDataProvider data) {
    return data.consumeInt(0, 7) != 0;
  }

  private static long id(FuzzedDataProvider data) {
    return usual(data) ? data.consumeInt(0, USUAL_IDS) : data.consumeLong();
  }

  private static int owner(FuzzedDataProvider data) {
    return usual(data) ? data.consumeInt(0, OWNERS - 1) : data.consumeInt();
  }

  private static int price(FuzzedDataProvider data) {
    return usual(data) ? data.consumeInt(1, USUAL_PRICES) : data.consumeInt();
  }

  private static int validPrice(FuzzedDataProvider data) {
    return usual(data)
        ? data.consumeInt(1, USUAL_PRICES)
        : data.consumeInt(1, OrderBook.MAX_PRICE_TICKS);
  }

  private static long lots(FuzzedDataProvider data) {
    return usual(data) ? data.consumeInt(0, 20) : data.consumeLong();
  }
}
