package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.random.RandomStream;

/**
 * One seat of an environment, as the {@link Policy} that acts in it sees it. The same object for
 * the whole life of the environment; markets extend it by what their own policies may use.
 */
public interface SeatContext {
  /** The current observation, float32 (observation size); not to be changed. */
  float[] observation();

  /**
   * Acts through the action scheme of the seat.
   *
   * @param action (action size) at {@code offset}, checked before; discrete choices as whole
   *     numbers
   */
  void act(float[] action, int offset);

  /**
   * The action that was given to {@link #act} since the decision became due, (action size); every
   * element is {@link ActionSpec#noAction} where none was. Not to be changed.
   */
  float[] action();

  /** The seat's own stream, for policies that draw. */
  RandomStream random();
}
