package io.quanttradinggym.sim.book;

/** Receives the resting orders of one side, best price first and in queue order (L3). */
@FunctionalInterface
public interface OrderVisitor {
  /** Returns whether to continue. The visitor must not change the book. */
  boolean visit(long orderId, int owner, int priceTicks, long remainingLots);
}
