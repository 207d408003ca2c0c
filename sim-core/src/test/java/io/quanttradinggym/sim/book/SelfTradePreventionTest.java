package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Side.BUY;
import static io.quanttradinggym.sim.book.Side.SELL;
import static io.quanttradinggym.sim.book.TimeInForce.GTC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.sim.book.BookEvent.Accepted;
import io.quanttradinggym.sim.book.BookEvent.Cancelled;
import io.quanttradinggym.sim.book.BookEvent.Reduced;
import io.quanttradinggym.sim.book.BookEvent.Traded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bob offers 3, Ann offers 5, Bob offers 9, all at 100; then Ann buys 10. */
class SelfTradePreventionTest {
  private static final int ANN = 7;
  private static final int BOB = 8;

  private final RecordingListener events = new RecordingListener(0);

  private List<BookEvent> annBuys(SelfTradePrevention rule) {
    OrderBook book = new OrderBook(0, new BookRules(rule), events);
    book.submitLimit(1, BOB, SELL, 100, 3, GTC);
    book.submitLimit(2, ANN, SELL, 100, 5, GTC);
    book.submitLimit(3, BOB, SELL, 100, 9, GTC);
    events.drain();
    book.submitLimit(4, ANN, BUY, 100, 10, GTC);
    return events.drain();
  }

  private static final Accepted ACCEPTED = new Accepted(4, ANN, BUY, 100, 10);
  private static final Traded FIRST = new Traded(1, BOB, 4, ANN, BUY, 100, 3, 0, 7);

  @Test
  void none() {
    assertEquals(
        List.of(
            ACCEPTED,
            FIRST,
            new Traded(2, ANN, 4, ANN, BUY, 100, 5, 0, 2),
            new Traded(3, BOB, 4, ANN, BUY, 100, 2, 7, 0)),
        annBuys(SelfTradePrevention.NONE));
  }

  @Test
  void cancelNewest() {
    assertEquals(
        List.of(ACCEPTED, FIRST, new Cancelled(4, ANN, 7, CancelReason.SELF_TRADE)),
        annBuys(SelfTradePrevention.CANCEL_NEWEST));
  }

  @Test
  void cancelOldest() {
    assertEquals(
        List.of(
            ACCEPTED,
            FIRST,
            new Cancelled(2, ANN, 5, CancelReason.SELF_TRADE),
            new Traded(3, BOB, 4, ANN, BUY, 100, 7, 2, 0)),
        annBuys(SelfTradePrevention.CANCEL_OLDEST));
  }

  @Test
  void cancelBoth() {
    assertEquals(
        List.of(
            ACCEPTED,
            FIRST,
            new Cancelled(2, ANN, 5, CancelReason.SELF_TRADE),
            new Cancelled(4, ANN, 7, CancelReason.SELF_TRADE)),
        annBuys(SelfTradePrevention.CANCEL_BOTH));
  }

  @Test
  void decrement() {
    assertEquals(
        List.of(
            ACCEPTED,
            FIRST,
            new Cancelled(2, ANN, 5, CancelReason.SELF_TRADE),
            new Reduced(4, ANN, 2),
            new Traded(3, BOB, 4, ANN, BUY, 100, 2, 7, 0)),
        annBuys(SelfTradePrevention.DECREMENT));
  }
}
