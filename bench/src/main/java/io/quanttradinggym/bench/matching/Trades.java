package io.quanttradinggym.bench.matching;

/** Folds trades into the hash by which engines are compared. */
final class Trades {
  private static final long FACTOR = 1_000_003;

  private long count;
  private long volumeLots;
  private long hash;

  void add(long restingId, long incomingId, long priceTicks, long quantityLots) {
    long h = (hash * FACTOR + restingId) * FACTOR + incomingId;
    hash = (h * FACTOR + priceTicks) * FACTOR + quantityLots;
    count++;
    volumeLots += quantityLots;
  }

  Engine.Answer answer() {
    return new Engine.Answer(count, volumeLots, hash);
  }
}
