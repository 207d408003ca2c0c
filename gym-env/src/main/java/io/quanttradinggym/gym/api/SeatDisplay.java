package io.quanttradinggym.gym.api;

import java.util.List;

/**
 * State of a seat for a picture of it, in addition to its {@link EpisodeInfo}. Everything is about
 * the seat's instrument; prices are in ticks, quantities in lots.
 *
 * @param tickSize size of a tick in currency; 1 in a market without instruments
 * @param bids levels of the book, best first
 * @param asks levels of the book, best first
 * @param orders the seat's live limit orders, oldest first
 * @param fills the seat's fills, oldest first
 */
public record SeatDisplay(
    double tickSize, List<Level> bids, List<Level> asks, List<Order> orders, List<Fill> fills) {
  /** Display of a market without instruments. */
  public static final SeatDisplay NONE =
      new SeatDisplay(1, List.of(), List.of(), List.of(), List.of());

  /** One price of a side of the book. */
  public record Level(int priceTicks, long quantityLots) {}

  /** A live limit order. */
  public record Order(boolean buy, int priceTicks, long remainingLots) {}

  /**
   * A fill.
   *
   * @param timeNanos time at which the seat learned of it
   */
  public record Fill(long timeNanos, boolean buy, int priceTicks, long quantityLots) {}

  public SeatDisplay {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
    orders = List.copyOf(orders);
    fills = List.copyOf(fills);
  }
}
