package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows every order from its acceptance to its one terminal event by the events alone, and checks
 * that the quantities in them add up.
 */
final class LifeCycles {
  private final Map<Long, Long> remaining = new HashMap<>();

  Set<Long> live() {
    return remaining.keySet();
  }

  void follow(List<BookEvent> events) {
    events.forEach(this::follow);
  }

  private void follow(BookEvent event) {
    switch (event) {
      case BookEvent.Accepted e -> assertNull(remaining.put(e.orderId(), e.quantityLots()));
      case BookEvent.Trade e -> {
        fill(e.restingOrderId(), e.quantityLots(), e.restingRemainingLots());
        fill(e.incomingOrderId(), e.quantityLots(), e.incomingRemainingLots());
      }
      case BookEvent.AuctionTrade e -> {
        fill(e.buyOrderId(), e.quantityLots(), e.buyRemainingLots());
        fill(e.sellOrderId(), e.quantityLots(), e.sellRemainingLots());
      }
      case BookEvent.Cancelled e -> assertEquals(e.remainingLots(), remaining.remove(e.orderId()));
      case BookEvent.Reduced e -> set(e.orderId(), e.remainingLots());
      case BookEvent.Replaced e -> set(e.orderId(), e.remainingLots());
      case BookEvent.Triggered e -> assertNotNull(remaining.get(e.orderId()));
      case BookEvent.Rejected e -> {}
      case BookEvent.RequestRejected e -> {}
      case BookEvent.Uncrossed e -> {}
      case BookEvent.PhaseChanged e -> {}
    }
  }

  private void fill(long orderId, long lots, long left) {
    assertEquals(left, remaining.merge(orderId, -lots, Long::sum));
    if (left == 0) {
      remaining.remove(orderId);
    }
  }

  private void set(long orderId, long left) {
    assertNotNull(remaining.replace(orderId, left));
  }
}
