package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows every order from its acceptance to its one terminal event by the events alone, without
 * the rules of any book: quantity and cash are conserved, nobody trades at a price worse than the
 * limit, and a trade has a buyer and a seller.
 */
final class LifeCycles {
  /** State of an order, derived from events. */
  private static final class Life {
    final int owner;
    final Side side;
    int limitTicks;
    long remaining;
    long arrival;

    Life(BookEvent.Accepted accepted) {
      owner = accepted.owner();
      side = accepted.side();
      limitTicks = accepted.priceTicks();
      remaining = accepted.quantityLots();
    }

    boolean accepts(int ticks) {
      return limitTicks == OrderBook.NO_PRICE || (limitTicks - ticks) * side.sign() >= 0;
    }
  }

  private final Map<Long, Life> lives = new HashMap<>();
  private final Map<Integer, Long> cashTicks = new HashMap<>();
  private final Map<Integer, Long> positionLots = new HashMap<>();
  private long arrivals;

  Set<Long> live() {
    return lives.keySet();
  }

  /** Says since when an order has had its place among others at its price. */
  long arrival(long orderId) {
    return life(orderId).arrival;
  }

  long remaining(long orderId) {
    return life(orderId).remaining;
  }

  void follow(List<BookEvent> events) {
    events.forEach(this::follow);
    assertEquals(0, sum(cashTicks), "money is moved, not made");
    assertEquals(0, sum(positionLots), "shares are moved, not made");
  }

  private static long sum(Map<Integer, Long> amounts) {
    return amounts.values().stream().mapToLong(amount -> amount).sum();
  }

  private void follow(BookEvent event) {
    switch (event) {
      case BookEvent.Accepted e -> {
        Life life = new Life(e);
        assertNull(lives.put(e.orderId(), life), "accepted twice");
        life.arrival = ++arrivals;
      }
      case BookEvent.Traded e -> trade(e);
      case BookEvent.AuctionTraded e -> {
        assertEquals(Side.BUY, life(e.buyOrderId()).side);
        fill(e.buyOrderId(), e.buyOwner(), e.priceTicks(), e.quantityLots(), e.buyRemainingLots());
        assertEquals(Side.SELL, life(e.sellOrderId()).side);
        fill(
            e.sellOrderId(),
            e.sellOwner(),
            e.priceTicks(),
            e.quantityLots(),
            e.sellRemainingLots());
      }
      case BookEvent.Cancelled e -> {
        assertEquals(e.remainingLots(), life(e.orderId()).remaining);
        assertEquals(e.owner(), life(e.orderId()).owner);
        lives.remove(e.orderId());
      }
      case BookEvent.Reduced e -> reduce(e.orderId(), e.remainingLots());
      case BookEvent.Replaced e -> replace(e);
      case BookEvent.Triggered e -> life(e.orderId()).arrival = ++arrivals;
      case BookEvent.Rejected e -> {}
      case BookEvent.RequestRejected e -> {}
      case BookEvent.Uncrossed e -> {}
      case BookEvent.PhaseChanged e -> {}
    }
  }

  private Life life(long orderId) {
    Life life = lives.get(orderId);
    assertNotNull(life, "order is not live");
    return life;
  }

  private void trade(BookEvent.Traded e) {
    assertEquals(e.aggressor(), life(e.incomingOrderId()).side);
    assertEquals(e.aggressor().opposite(), life(e.restingOrderId()).side);
    int ticks = e.priceTicks();
    fill(e.restingOrderId(), e.restingOwner(), ticks, e.quantityLots(), e.restingRemainingLots());
    fill(
        e.incomingOrderId(), e.incomingOwner(), ticks, e.quantityLots(), e.incomingRemainingLots());
  }

  private void fill(long orderId, int owner, int ticks, long lots, long left) {
    Life life = life(orderId);
    assertEquals(owner, life.owner);
    assertTrue(life.accepts(ticks), "traded at a price worse than its limit");
    assertTrue(lots > 0);
    life.remaining -= lots;
    assertEquals(left, life.remaining);
    positionLots.merge(owner, life.side.sign() * lots, Long::sum);
    cashTicks.merge(owner, -life.side.sign() * (long) ticks * lots, Long::sum);
    if (left == 0) {
      lives.remove(orderId);
    }
  }

  private void reduce(long orderId, long left) {
    assertTrue(left > 0 && left < life(orderId).remaining);
    life(orderId).remaining = left;
  }

  private void replace(BookEvent.Replaced e) {
    Life life = life(e.orderId());
    boolean mayKeep = e.priceTicks() == life.limitTicks && e.remainingLots() <= life.remaining;
    assertFalse(e.keptPriority() && !mayKeep, "keeps a place that it has lost");
    life.limitTicks = e.priceTicks();
    life.remaining = e.remainingLots();
    if (!e.keptPriority()) {
      life.arrival = ++arrivals;
    }
  }
}
