package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;

/**
 * Takes the decisions of one seat inside the JVM. NOT thread safe.
 *
 * @param <C> context type: {@link SeatContext} for a policy that fits every market
 */
public interface Policy<C extends SeatContext> extends Stateful, AutoCloseable {
  /** An episode begins; its first decision is due. */
  default void reset(C seat) {}

  /** Takes the decision that is due. */
  void decide(C seat);

  /**
   * Raw output behind the last action: logits, Q-values or means; empty for a policy without raw
   * output. The live buffer.
   */
  default float[] output() {
    return NO_OUTPUT;
  }

  /** Output of policies without raw output. */
  float[] NO_OUTPUT = {};

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}

  @Override
  default void close() {}
}
