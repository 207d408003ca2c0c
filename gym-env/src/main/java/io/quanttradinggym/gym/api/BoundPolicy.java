package io.quanttradinggym.gym.api;

/**
 * A policy bound to a seat. Closing it closes the policy.
 *
 * @param <C> context type of the seat
 */
public record BoundPolicy<C extends SeatContext>(Policy<? super C> policy, C seat)
    implements AutoCloseable {
  /** An episode begins. */
  public void reset() {
    policy.reset(seat);
  }

  /** Takes the decision that is due. */
  public void decide() {
    policy.decide(seat);
  }

  @Override
  public void close() {
    policy.close();
  }
}
