package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.Stateful;

/**
 * A market with one or several seats that are controlled from outside: reset, then step until the
 * episode has ended. Buffers belong to the caller and hold a row for each seat, as wide as the
 * widest seat. NOT thread safe; environments share nothing that changes.
 *
 * <p>Resets and steps can run in slices, so that the caller of a long operation can do other work
 * between slices: {@code begin...}, then {@link #run} until the operation is complete. Slices do
 * not affect results. While an operation is in progress, only {@link #run}, another reset, {@link
 * #restore} and a copy from another environment are allowed.
 */
public interface Environment extends Stateful {
  /** Returned by {@link #run} if work remains. */
  long UNFINISHED = -1;

  /** Events of a slice of {@link #finish}: about 20 ms. */
  long SLICE_EVENTS = 50_000;

  EnvironmentSpec spec();

  /**
   * Begins episode {@code seed}: the first decision of at least one seat is due.
   *
   * @param seed unsigned, any value
   */
  default void reset(long seed) {
    beginReset(seed);
    run(Long.MAX_VALUE);
  }

  /** Starts a {@link #reset}; {@link #run} completes it. */
  void beginReset(long seed);

  /**
   * Begins the next episode of the sequence that the last given seed started. Its randomness is
   * disjoint from that of every seed.
   *
   * @throws ResetNeededException if no seed was ever given
   */
  default void resetNext() {
    beginResetNext();
    run(Long.MAX_VALUE);
  }

  /** Starts a {@link #resetNext}; {@link #run} completes it. */
  void beginResetNext();

  /** Whether a seed was ever given. */
  boolean isSeeded();

  /** Whether a step can be taken: an episode has begun, and at least one seat is still active. */
  boolean isRunning();

  /** Whether a decision of this seat is due. */
  boolean isDue(int seat);

  /**
   * Takes the due decisions and runs the market until the next decision is due. The environment is
   * unchanged if an action is outside its space.
   *
   * @param actions (seats, action size) at {@code offset}; rows of seats that are not due are
   *     ignored
   * @throws InvalidInputException if an action is outside its space
   * @throws ResetNeededException if no episode is running
   */
  default void step(float[] actions, int offset) {
    beginStep(actions, offset);
    run(Long.MAX_VALUE);
  }

  /** Starts a {@link #step}; {@link #run} completes it. */
  void beginStep(float[] actions, int offset);

  /** As {@link #step}, for decisions that were already taken through {@link #seat}. */
  default void advance() {
    beginAdvance();
    run(Long.MAX_VALUE);
  }

  /** Starts an {@link #advance}; {@link #run} completes it. */
  void beginAdvance();

  /**
   * Continues the reset or step in progress.
   *
   * @param maxEvents number of market events to process at most, at least 1
   * @return number of events left over after completion; {@link #UNFINISHED} if work remains
   */
  long run(long maxEvents);

  /**
   * Completes the reset or step in progress.
   *
   * @param betweenSlices called often; an exception aborts the reset or step
   */
  default void finish(Runnable betweenSlices) {
    while (run(SLICE_EVENTS) == UNFINISHED) {
      betweenSlices.run();
    }
  }

  /** Whether a reset or step is in progress. */
  boolean isUnderWay();

  /** The seat for a policy inside the JVM. */
  SeatContext seat(int seat);

  /** Copies the current observations to {@code out} at {@code offset}: (seats, d). */
  void observe(float[] out, int offset);

  /** Reward of the seat's decision that ended with the last step; 0 if none ended. */
  double reward(int seat);

  /** Whether the seat's episode has ended by the rules of the task. */
  boolean isTerminated(int seat);

  /** Whether the seat's episode was cut off from outside. */
  boolean isTruncated(int seat);

  /** Writes the seat's episode info. */
  void info(int seat, EpisodeInfo out);

  /**
   * State of the seat for a picture, with its fills since the last call. The first call starts the
   * record of fills. Changes nothing else.
   */
  default SeatDisplay display(int seat) {
    return SeatDisplay.NONE;
  }

  /**
   * The whole state. An environment of the same scenario and the same build, in any process,
   * continues from it bit for bit.
   *
   * @throws ResetNeededException if no episode has begun
   */
  byte[] snapshot();

  /**
   * Replaces the state by a saved state.
   *
   * @throws InvalidInputException if the bytes are not a snapshot, are damaged, or belong to
   *     another version, build or scenario; the environment is then unchanged
   */
  void restore(byte[] snapshot);

  /**
   * Makes another environment of the same scenario a copy of this one, independent from then on.
   *
   * @throws InvalidInputException if {@code other} is of another scenario
   * @throws ResetNeededException if no episode has begun
   */
  void copyTo(Environment other);

  /**
   * Reads the state that the next step needs, so that it is in the processor's cache. Changes
   * nothing.
   *
   * @return any number that depends on the reads
   */
  default long touch() {
    return 0;
  }
}
