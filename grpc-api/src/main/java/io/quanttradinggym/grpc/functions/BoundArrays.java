package io.quanttradinggym.grpc.functions;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.quanttradinggym.grpc.carrier.EnvironmentHost;
import io.quanttradinggym.grpc.carrier.PackedActions;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.StepBuffers;
import java.lang.foreign.MemorySegment;

/**
 * Arrays of the caller, row-major, that a step reads and writes. {@code rows} are n × seats. They
 * must stay where they are until the environment is unbound, except the four with the results of a
 * step: the caller may change their places in the table before each command.
 */
final class BoundArrays {
  /** Number of arrays; their places come in the order of the constructor. */
  static final int COUNT = 12;

  private static final double MICROS = 1e-6; // of the currency
  private static final int INTEGERS = 8;
  private static final int REALS = 7;
  private static final int OBSERVATIONS = 1; // places in the table
  private static final int REWARDS = 3;
  private static final int TERMINATED = 4;
  private static final int TRUNCATED = 5;

  private final int size;
  private final int seats;
  private final int rows;
  private final int width; // of an observation
  private final int instruments;
  private final int reasons;
  private final boolean hasFinals;
  private final CallerMemory memory;
  private final MemorySegment places;
  private final long[] taken = new long[COUNT]; // places of the arrays below
  private final PackedActions actions;
  private MemorySegment observations; // float32 (rows, width)
  private final MemorySegment finals; // float32 (rows, width): of episodes that ended
  private MemorySegment rewards; // float64 (rows)
  private MemorySegment terminated; // uint8 (rows)
  private MemorySegment truncated; // uint8 (rows)
  private final MemorySegment integers; // int64 (INTEGERS, rows)
  private final MemorySegment reals; // float64 (REALS, rows)
  private final MemorySegment positions; // int64 (rows, instruments)
  private final MemorySegment refusals; // int64 (rows, reasons)
  private final MemorySegment seeds; // uint64 (n)
  private final MemorySegment mask; // uint8 (n)

  /**
   * @param memory holds the arrays
   * @param table place of {@link #COUNT} places of arrays
   */
  BoundArrays(EnvironmentHost host, CallerMemory memory, long table) {
    this.memory = memory;
    size = host.size();
    seats = host.spec().seats().size();
    rows = size * seats;
    width = host.spec().observationSize();
    instruments = host.spec().instruments().size();
    reasons = host.spec().refusalReasons().size();
    hasFinals = host.mode() == AutoresetMode.SAME_STEP;
    places = memory.at(table, COUNT * JAVA_LONG.byteSize());
    int next = 0;
    actions = new PackedActions(array(next++, host.actionBytes()).asByteBuffer());
    observations = array(next++, (long) rows * width * Float.BYTES);
    finals = array(next++, (long) rows * width * Float.BYTES);
    rewards = array(next++, (long) rows * Double.BYTES);
    terminated = array(next++, rows);
    truncated = array(next++, rows);
    integers = array(next++, (long) INTEGERS * rows * Long.BYTES);
    reals = array(next++, (long) REALS * rows * Double.BYTES);
    positions = array(next++, (long) rows * instruments * Long.BYTES);
    refusals = array(next++, (long) rows * reasons * Long.BYTES);
    seeds = array(next++, (long) size * Long.BYTES);
    mask = array(next, size);
  }

  private MemorySegment array(int index, long bytes) {
    taken[index] = places.getAtIndex(JAVA_LONG, index);
    return memory.at(taken[index], bytes);
  }

  /** The array at a place of the table. Makes no object as long as it has not moved. */
  private MemorySegment current(int index, MemorySegment last) {
    return places.getAtIndex(JAVA_LONG, index) == taken[index]
        ? last
        : array(index, last.byteSize());
  }

  PackedActions actions() {
    return actions;
  }

  /** A copy. */
  long[] seeds() {
    return seeds.toArray(JAVA_LONG);
  }

  /** A copy. */
  byte[] mask() {
    return mask.toArray(JAVA_BYTE);
  }

  /**
   * Copies results.
   *
   * @param allInfos whether to copy the infos of all environments, not only of those that ended
   */
  void write(StepBuffers from, boolean allInfos) {
    observations = current(OBSERVATIONS, observations);
    rewards = current(REWARDS, rewards);
    terminated = current(TERMINATED, terminated);
    truncated = current(TRUNCATED, truncated);
    MemorySegment.copy(from.observations(), 0, observations, JAVA_FLOAT, 0, rows * width);
    MemorySegment.copy(from.rewards(), 0, rewards, JAVA_DOUBLE, 0, rows);
    MemorySegment.copy(from.terminated(), 0, terminated, JAVA_BYTE, 0, rows);
    MemorySegment.copy(from.truncated(), 0, truncated, JAVA_BYTE, 0, rows);
    for (int i = 0; i < size; i++) {
      boolean ended = from.ended(i);
      if (ended && hasFinals) {
        int start = i * seats * width;
        MemorySegment.copy(
            from.finalObservations(),
            start,
            finals,
            JAVA_FLOAT,
            (long) start * Float.BYTES,
            seats * width);
      }
      if (allInfos || ended) {
        for (int seat = 0; seat < seats; seat++) {
          write(i * seats + seat, from.info(i, seat));
        }
      }
    }
  }

  private void write(int row, EpisodeInfo info) {
    integer(0, row, info.episodeSeed);
    integer(1, row, info.episodeIndex);
    integer(2, row, info.timeNanos);
    integer(3, row, info.interventions);
    integer(4, row, info.phase);
    integer(5, row, info.digest);
    integer(6, row, info.instrument);
    integer(7, row, info.episodeLength);
    real(0, row, info.equityMicros * MICROS);
    real(1, row, info.pnlMicros * MICROS);
    real(2, row, info.feesMicros * MICROS);
    real(3, row, info.episodeReturn);
    real(4, row, shown(info.midTicks, info.instrument));
    real(5, row, shown(info.ownBidTicks, info.instrument));
    real(6, row, shown(info.ownAskTicks, info.instrument));
    MemorySegment.copy(
        info.positionLots,
        0,
        positions,
        JAVA_LONG,
        (long) row * instruments * Long.BYTES,
        instruments);
    MemorySegment.copy(
        info.refusals, 0, refusals, JAVA_LONG, (long) row * reasons * Long.BYTES, reasons);
  }

  private void integer(int column, int row, long value) {
    integers.setAtIndex(JAVA_LONG, (long) column * rows + row, value);
  }

  private void real(int column, int row, double value) {
    reals.setAtIndex(JAVA_DOUBLE, (long) column * rows + row, value);
  }

  /** NaN in a market without instruments. */
  private static double shown(double[] ticks, int instrument) {
    return ticks.length == 0 ? Double.NaN : ticks[instrument];
  }
}
