package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.PolicyFactory;
import java.util.ArrayList;
import java.util.List;

/** Policies of one kind in all seats of an environment. NOT thread safe. */
public final class SeatPolicies implements AutoCloseable {
  private final Environment environment;
  private final List<BoundPolicy<?>> policies = new ArrayList<>();

  public SeatPolicies(Environment environment, PolicyFactory factory) {
    this.environment = environment;
    for (int seat = 0; seat < environment.spec().seats().size(); seat++) {
      policies.add(factory.bind(environment, seat));
    }
  }

  /** The policy of a seat. */
  public BoundPolicy<?> policy(int seat) {
    return policies.get(seat);
  }

  /** An episode has begun. */
  public void reset() {
    policies.forEach(BoundPolicy::reset);
  }

  /** Takes all due decisions. */
  public void decide() {
    for (int seat = 0; seat < policies.size(); seat++) {
      if (environment.isDue(seat)) {
        policies.get(seat).decide();
      }
    }
  }

  @Override
  public void close() {
    policies.forEach(BoundPolicy::close);
  }
}
