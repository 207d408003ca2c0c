package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;

/** The mid prices of the latest decisions, in a ring. */
final class MidHistory implements Stateful {
  private final long[] doubleMids; // newest at (written - 1) % length
  private int written;
  private int newest; // (written - 1) % length

  /**
   * @param changes number of differences to keep
   */
  MidHistory(int changes) {
    doubleMids = new long[changes + 1];
    newest = changes;
  }

  void clear() {
    written = 0;
    newest = doubleMids.length - 1;
    Arrays.fill(doubleMids, 0);
  }

  void add(long doubleMidTicks) {
    newest = newest + 1 == doubleMids.length ? 0 : newest + 1;
    doubleMids[newest] = doubleMidTicks;
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

  /** Sum of the squares of the latest changes, newest first. */
  double squares(int count) {
    double squares = 0;
    int at = newest;
    long later = doubleMids[at];
    for (int i = 0; i < count; i++) {
      at = at == 0 ? doubleMids.length - 1 : at - 1;
      long earlier = doubleMids[at];
      double change = 0.5 * (later - earlier);
      squares += change * change;
      later = earlier;
    }
    return squares;
  }

  private long mid(int age) {
    int at = newest - age;
    return doubleMids[at < 0 ? at + doubleMids.length : at];
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(written);
    out.writeLongs(doubleMids, 0, doubleMids.length);
  }

  @Override
  public void load(StateReader in) {
    written = in.readInt(0, Integer.MAX_VALUE - 1);
    newest = (int) ((written + doubleMids.length - 1L) % doubleMids.length);
    in.readLongs(doubleMids, 0, doubleMids.length);
  }
}
