package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.BookEvent.Accepted;
import io.quanttradinggym.sim.book.BookEvent.Traded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Books of different instruments share nothing, and each tells whose events it raises. */
class TwoInstrumentsTest {
  private final RecordingListener firstEvents = new RecordingListener(0);
  private final RecordingListener secondEvents = new RecordingListener(1);
  private final OrderBook first = new OrderBook(0, firstEvents);
  private final OrderBook second = new OrderBook(1, secondEvents);

  @Test
  void theSameIdIsAnotherOrderInAnotherBook() {
    first.submitLimit(1, 5, Side.BUY, 100, 10, TimeInForce.GTC);
    second.submitLimit(1, 6, Side.SELL, 100, 20, TimeInForce.GTC);
    second.submitMarket(2, 7, Side.BUY, 5);
    assertEquals(List.of(new Accepted(1, 5, Side.BUY, 100, 10)), firstEvents.drain());
    assertEquals(
        List.of(
            new Accepted(1, 6, Side.SELL, 100, 20),
            new Accepted(2, 7, Side.BUY, OrderBook.NO_PRICE, 5),
            new Traded(1, 6, 2, 7, Side.BUY, 100, 5, 15, 0)),
        secondEvents.drain());
    assertEquals(10, first.remainingLots(1));
    assertEquals(15, second.remainingLots(1));
  }

  @Test
  void aBookTakesOverAnothersState() {
    for (int id = 1; id <= 3000; id++) {
      first.submitLimit(id, 1, Side.BUY, 10 * id, id, TimeInForce.GTC);
    }
    second.submitLimit(9999, 1, Side.SELL, 50, 1, TimeInForce.GTC);
    StateWriter out = new StateWriter();
    first.save(out);
    second.load(new StateReader(out.buffer(), 0, out.size()));
    secondEvents.drain();
    assertEquals(3000, second.liveOrderCount());
    assertEquals(30_000, second.bestBidTicks());
    assertEquals(OrderBook.NO_PRICE, second.bestAskTicks());
    second.submitMarket(10_000, 2, Side.SELL, 3000);
    assertEquals(
        new Traded(3000, 1, 10_000, 2, Side.SELL, 30_000, 3000, 0, 0),
        secondEvents.drain().getLast());
    assertEquals(3000, first.liveOrderCount());
  }

  @Test
  void aLargeBookTakesOverASmallOnesState() {
    first.submitLimit(1, 1, Side.BUY, 100, 10, TimeInForce.GTC);
    for (int id = 1; id <= 3000; id++) {
      second.submitLimit(id, 1, Side.BUY, 1000 * id, id, TimeInForce.GTC);
    }
    StateWriter out = new StateWriter();
    first.save(out);
    second.load(new StateReader(out.buffer(), 0, out.size()));
    assertEquals(1, second.liveOrderCount());
    for (int id = 2; id <= 3000; id++) {
      second.submitLimit(id, 1, Side.BUY, 1000 * id, id, TimeInForce.GTC);
    }
    assertEquals(3000, second.levelCount(Side.BUY));
    assertEquals(3_000_000, second.bestBidTicks());
  }
}
