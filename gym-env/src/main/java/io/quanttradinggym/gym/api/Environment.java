package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.Stateful;

/**
 * A market with one or several seats controlled from outside: reset, then step until the episode
 * ends. Buffers belong to the caller and hold one row for each seat, as wide as the widest seat.
 * NOT thread safe; environments share no mutable state.
 */
public interface Environment extends Stateful {
  EnvironmentSpec spec();

  /**
   * Begins episode {@code seed}: the first decision of at least one seat is due.
   *
   * @param seed unsigned, any value
   */
  void reset(long seed);

  /**
   * Begins the next episode of the sequence that the last given seed started. Its randomness is
   * disjoint from that of every seed.
   *
   * @throws ResetNeededException if no seed was ever given
   */
  void resetNext();

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
  void step(float[] actions, int offset);

  /** Same as {@link #step}, for decisions already taken through {@link #seat}. */
  void advance();

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
   *     another version, build or scenario; the environment is then as it was
   */
  void restore(byte[] snapshot);

  /**
   * Makes another environment of the same scenario a copy of this one, independent from then on.
   *
   * @throws InvalidInputException if {@code other} is of another scenario
   * @throws ResetNeededException if no episode has begun
   */
  void copyTo(Environment other);
}
