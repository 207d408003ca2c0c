package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.gym.view.RefusalReasons;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import java.util.Arrays;

/** Refusals of one episode by reason. */
final class RefusalCounts implements Stateful {
  private final long[] counts = new long[RefusalReasons.NAMES.size()];

  void clear() {
    Arrays.fill(counts, 0);
  }

  void add(RejectReason reason) {
    counts[RefusalReasons.of(reason)]++;
  }

  void add(CancelReason reason) {
    int index = RefusalReasons.of(reason);
    if (index >= 0) {
      counts[index]++;
    }
  }

  void addSchemeLimits(int times) {
    counts[RefusalReasons.SCHEME_LIMIT] += times;
  }

  long get(int reason) {
    return counts[reason];
  }

  long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLongs(counts, 0, counts.length);
  }

  @Override
  public void load(StateReader in) {
    in.readLongs(counts, 0, counts.length, 0, Times.MAX_NANOS);
  }
}
