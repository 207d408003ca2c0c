package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.random.RandomStream;
import java.util.Arrays;

/**
 * One seat of an environment, as seen by its {@link Policy}. The object is the same for the
 * lifetime of the environment. Each market extends the interface for its own policies.
 */
public interface SeatContext {
  /** The current observation, float32 (observation size); do not modify. */
  float[] observation();

  /**
   * Acts through the action scheme of the seat.
   *
   * @param action (action size) at {@code offset}, already validated; discrete choices as whole
   *     numbers
   */
  void act(float[] action, int offset);

  /**
   * Writes which choices would have an effect now, as far as the action scheme can tell.
   *
   * @param out ({@link ActionSpec#choices}): the choices of all components in order
   */
  default void actionMask(boolean[] out) {
    Arrays.fill(out, true);
  }

  /**
   * The action given to {@link #act} since the decision became due, (action size). Every element is
   * {@link ActionSpec#noAction} if no action was given. Do not modify.
   */
  float[] action();

  /** The seat's random stream, for stochastic policies. */
  RandomStream random();
}
