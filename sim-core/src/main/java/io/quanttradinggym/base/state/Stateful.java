package io.quanttradinggym.base.state;

/**
 * A part of a simulation whose whole mutable state can be written and restored bit for bit.
 *
 * <p>{@link #load} reads exactly the bytes that {@link #save} wrote, in the same order, into an
 * object of the same configuration. Configuration itself is never part of the state.
 */
public interface Stateful {
  /** Appends the mutable state to {@code out}. */
  void save(StateWriter out);

  /** Replaces the mutable state by a state that {@link #save} wrote. */
  void load(StateReader in);
}
