package io.quanttradinggym.sim.monitor;

import java.util.List;

/** The levels of a book, best first. */
public record Depth(List<Level> bids, List<Level> asks) {
  /** One price of a side. */
  public record Level(int priceTicks, long quantityLots, int orders) {}
}
