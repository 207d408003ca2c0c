package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/**
 * Takes the decisions of one seat inside the JVM. NOT thread safe.
 *
 * @param <C> what it uses of its seat: {@link SeatContext} for a policy that fits every market
 */
public interface Policy<C extends SeatContext> extends Stateful, AutoCloseable {
  /** An episode begins; its first decision is due. */
  default void reset(C seat) {}

  /** Takes the decision that is due. */
  void decide(C seat);

  /**
   * The numbers that the last action was chosen by: logits, Q-values or means; empty for a policy
   * without such numbers. The live buffer.
   */
  default float[] output() {
    return NO_OUTPUT;
  }

  /** The output of policies without any. */
  float[] NO_OUTPUT = {};

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}

  @Override
  default void close() {}
}
