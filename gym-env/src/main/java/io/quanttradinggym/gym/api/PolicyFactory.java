package io.quanttradinggym.gym.api;

/** Makes policies of one kind, each for one seat of one environment. Thread safe. */
@FunctionalInterface
public interface PolicyFactory {
  /**
   * @param environment made for the scenario that the policies were made for
   * @param seat index in {@link EnvironmentSpec#seats}
   */
  BoundPolicy<?> bind(Environment environment, int seat);
}
