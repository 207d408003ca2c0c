package io.quanttradinggym.bench.matching;

import io.quanttradinggym.sim.data.OrderStream;

/** A matching engine with an empty book, and a listener that hashes its trades. */
interface Engine {
  /** Sends the records {@code from} (included) to {@code to} (excluded), all as one owner's. */
  void send(OrderStream stream, int from, int to);

  /** What its trades were. */
  Answer answer();

  /**
   * What engines are compared by.
   *
   * @param hash over (resting id, incoming id, price, quantity) of every trade in order
   */
  record Answer(long trades, long volumeLots, long hash) {}
}
