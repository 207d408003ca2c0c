package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;

/** The mid prices of the latest decisions, in a ring. */
final class MidHistory implements Stateful {
  private final long[] doubleMids; // newest at (written - 1) % length
  private int written;

  /**
   * @param changes number of differences to keep
   */
  MidHistory(int changes) {
    doubleMids = new long[changes + 1];
  }

  void clear() {
    written = 0;
    Arrays.fill(doubleMids, 0);
  }

  void add(long doubleMidTicks) {
    doubleMids[written % doubleMids.length] = doubleMidTicks;
    written++;
  }

  /** Number of known differences. */
  int changes() {
    return Math.min(written, doubleMids.length) - 1;
  }

  /**
   * The change of the mid {@code age} decisions ago (0 = the latest) in ticks; 0 before the first.
   */
  double changeTicks(int age) {
    return age < changes() ? 0.5 * (mid(age) - mid(age + 1)) : 0;
  }

  private long mid(int age) {
    return doubleMids[(written - 1 - age) % doubleMids.length];
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(written);
    out.writeLongs(doubleMids, 0, doubleMids.length);
  }

  @Override
  public void load(StateReader in) {
    written = in.readInt(0, Integer.MAX_VALUE - 1);
    in.readLongs(doubleMids, 0, doubleMids.length);
  }
}
