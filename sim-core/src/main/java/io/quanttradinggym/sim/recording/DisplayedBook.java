package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.OrderBookView;
import io.quanttradinggym.sim.book.Side;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Displayed quantity by price, reconstructed from messages only. */
final class DisplayedBook {
  private final Map<Integer, Long> bids = new TreeMap<>(Collections.reverseOrder());
  private final Map<Integer, Long> asks = new TreeMap<>();

  /** Copies the displayed state of a book. */
  void copy(OrderBookView book) {
    bids.clear();
    asks.clear();
    for (Side side : Side.values()) {
      book.forEachOrder(
          side,
          (orderId, participant, priceTicks, lots) -> {
            add(side, priceTicks, lots);
            return true;
          });
    }
  }

  /** Adds lots at a price; negative lots are removed. */
  void add(Side side, int priceTicks, long lots) {
    Map<Integer, Long> levels = levels(side);
    long now = levels.merge(priceTicks, lots, Long::sum);
    if (now < 0) {
      throw new IllegalStateException("%d lots at %d".formatted(now, priceTicks));
    }
    if (now == 0) {
      levels.remove(priceTicks);
    }
  }

  /** Whether fewer than {@code count} levels of the side are better than the price. */
  boolean isWithin(Side side, int priceTicks, int count) {
    int better = 0;
    for (int level : levels(side).keySet()) {
      if (better == count || (priceTicks - level) * side.sign() >= 0) {
        break;
      }
      better++;
    }
    return better < count;
  }

  Iterable<Map.Entry<Integer, Long>> side(Side side) {
    return levels(side).entrySet();
  }

  private Map<Integer, Long> levels(Side side) {
    return side == Side.BUY ? bids : asks;
  }
}
