package io.quanttradinggym.gym.trader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import org.junit.jupiter.api.Test;

class WorkingOrdersTest {
  private static final OrderBooks TWO_BOOKS =
      new OrderBooks() {
        @Override
        public int instruments() {
          return 2;
        }

        @Override
        public long timeNanos() {
          return 0;
        }

        @Override
        public long quantityAheadLots(int instrument, long orderId) {
          return 100L * instrument + orderId;
        }
      };

  private final WorkingOrders orders = connected();

  private static WorkingOrders connected() {
    WorkingOrders orders = new WorkingOrders();
    orders.connect(TWO_BOOKS);
    return orders;
  }

  @Test
  void theBestOrderOfASideIsTheOneThatTradesFirst() {
    orders.add(1, 0, Side.BUY, 99, 5, 0);
    orders.add(2, 0, Side.BUY, 101, 6, 0);
    orders.add(3, 0, Side.SELL, 105, 7, 0);
    orders.add(4, 0, Side.SELL, 103, 8, 0);
    orders.add(5, 1, Side.BUY, 200, 9, 0);
    orders.add(6, 0, Side.BUY, OrderBook.NO_PRICE, 1, 0);
    assertEquals(2, orders.orderId(orders.best(0, Side.BUY)));
    assertEquals(4, orders.orderId(orders.best(0, Side.SELL)));
    assertEquals(-1, orders.best(1, Side.SELL));
    assertEquals(12, orders.remainingLots(0, Side.BUY));
    assertEquals(15, orders.remainingLots(0, Side.SELL));
    assertEquals(Side.SELL, orders.side(2));
    assertEquals(1, orders.instrument(4));
  }

  @Test
  void ordersShrinkAndLeaveInPlace() {
    for (int id = 1; id <= 40; id++) {
      orders.add(id, 0, Side.BUY, id, id, 0);
    }
    orders.setCancelling(orders.find(7));
    orders.setCancelling(orders.find(99));
    orders.update(5, 2);
    orders.update(6, 0);
    orders.update(99, 0);
    orders.replace(8, 80, 4);
    orders.replace(99, 80, 4);
    assertEquals(39, orders.size());
    assertEquals(2, orders.remainingLots(orders.find(5)));
    assertEquals(-1, orders.find(6));
    assertTrue(orders.isCancelling(orders.find(7)));
    assertFalse(orders.isCancelling(orders.find(8)));
    assertEquals(80, orders.priceTicks(orders.find(8)));
    StateWriter out = new StateWriter();
    orders.save(out);
    WorkingOrders restored = connected();
    restored.load(new StateReader(out.toByteArray(), 0, out.size()));
    assertEquals(39, restored.size());
    assertTrue(restored.isCancelling(restored.find(7)));
    assertEquals(40, restored.remainingLots(restored.find(40)));
    orders.clear();
    assertEquals(0, orders.size());
  }

  private static WorkingOrders copy(WorkingOrders orders) {
    StateWriter out = new StateWriter();
    orders.save(out);
    WorkingOrders restored = connected();
    restored.load(new StateReader(out.toByteArray(), 0, out.size()));
    return restored;
  }

  @Test
  void queueAndAgeOfAnOrderFollowItsIndex() {
    orders.add(1, 0, Side.BUY, 99, 5, 7);
    orders.add(2, 1, Side.SELL, 101, 6, 8);
    orders.update(1, 0);
    assertEquals(102, orders.quantityAheadLots(0));
    assertEquals(8, orders.sentNanos(0));
    assertEquals(8, copy(orders).sentNanos(0));
  }

  /** A decision every second with a latency of two: such snapshots were refused. */
  @Test
  void aMarketOrderUnderWayIsRestored() {
    orders.add(1, 0, Side.BUY, OrderBook.NO_PRICE, 5, 0);
    assertEquals(OrderBook.NO_PRICE, copy(orders).priceTicks(0));
  }

  @Test
  void anOrderInAnInstrumentThatDoesNotExistIsRefused() {
    orders.add(1, 2, Side.BUY, 99, 5, 0);
    assertThrows(IllegalStateException.class, () -> copy(orders));
  }
}
