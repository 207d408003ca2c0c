package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.OrderVisitor;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import java.util.Arrays;

/**
 * The order book driven by LOBSTER messages, with ordinary commands only. Quantity whose orders are
 * unknown (there before the file starts, or changed outside the published window) is held by
 * anonymous orders with negative ids at the front of their queue. The book stays in the call phase,
 * so that only trades of the exchange occur: a submission that crosses because of an error must not
 * hide the error.
 */
final class LobsterBook {
  static final int OWNER = 0;

  private final OrderBook book;
  private long lastAnonymousId;

  private long[] queueIds = new long[64];
  private long[] queueLots = new long[64];
  private int queueLength;
  private final OrderVisitor queueCollector = this::collect;

  LobsterBook(OrderBookListener listener) {
    this.book = new OrderBook(0, listener);
    book.startCall();
  }

  OrderBook book() {
    return book;
  }

  void add(long orderId, Side side, int priceTicks, long sizeLots) {
    book.submitLimit(orderId, OWNER, side, priceTicks, sizeLots, TimeInForce.GTC);
  }

  /** The worst price of a side, or {@link OrderBook#NO_PRICE}; visits every order. */
  int deepestTicks(Side side) {
    int[] deepest = {OrderBook.NO_PRICE};
    book.forEachOrder(
        side,
        (orderId, participant, priceTicks, lots) -> {
          deepest[0] = priceTicks;
          return true;
        });
    return deepest[0];
  }

  /** Whether a live order of this id rests at this price. */
  boolean knows(long orderId, Side side, int priceTicks) {
    return book.priceTicks(orderId) == priceTicks && book.side(orderId) == side;
  }

  /**
   * Removes {@code sizeLots} from a level: from the named order if it is known, and the remainder
   * from the front of the queue.
   */
  void take(long orderId, Side side, int priceTicks, long sizeLots) {
    long missing = sizeLots;
    if (knows(orderId, side, priceTicks)) {
      missing -= takeFrom(orderId, missing);
    }
    while (missing > 0 && book.quantityAt(side, priceTicks) > 0) {
      missing -= takeFrom(book.headOrderId(side, priceTicks), missing);
    }
  }

  private long takeFrom(long orderId, long sizeLots) {
    long taken = Math.min(sizeLots, book.remainingLots(orderId));
    book.reduce(orderId, OWNER, taken);
    return taken;
  }

  /**
   * Sets the total of a level to the published one; returns whether it changed. A change means that
   * unpublished events occurred, so the orders of the level are unknown: the whole level becomes
   * anonymous.
   */
  boolean set(Side side, int priceTicks, long totalLots) {
    if (book.quantityAt(side, priceTicks) == totalLots) {
      return false;
    }
    queueLength = 0;
    book.forEachOrderAt(side, priceTicks, queueCollector);
    for (int i = 0; i < queueLength; i++) {
      book.cancel(queueIds[i], OWNER);
    }
    if (totalLots > 0) {
      add(--lastAnonymousId, side, priceTicks, totalLots);
    }
    return true;
  }

  private boolean collect(long orderId, int participant, int priceTicks, long remainingLots) {
    if (queueLength == queueIds.length) {
      queueIds = Arrays.copyOf(queueIds, queueLength * 2);
      queueLots = Arrays.copyOf(queueLots, queueLength * 2);
    }
    queueIds[queueLength] = orderId;
    queueLots[queueLength++] = remainingLots;
    return true;
  }
}
