package io.quanttradinggym.gym.api;

/** Creates policies of one kind, each for one seat of one environment. Thread safe. */
@FunctionalInterface
public interface PolicyFactory {
  /**
   * @param environment an environment of the factory's scenario
   * @param seat index in {@link EnvironmentSpec#seats}
   */
  BoundPolicy<?> bind(Environment environment, int seat);
}
