package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** Services for agents that are not part of the market, such as a store of trained policies. */
public interface AgentServices {
  /** No services. */
  AgentServices NONE =
      new AgentServices() {
        @Override
        public <T> T get(Class<T> kind) {
          throw new InvalidInputException(
              "agent", kind.getSimpleName(), "agents that need no services");
        }
      };

  /**
   * The service of a class.
   *
   * @throws InvalidInputException if there is none
   */
  <T> T get(Class<T> kind);

  /** Provides one service. */
  static <S> AgentServices of(Class<S> kind, S service) {
    return new AgentServices() {
      @Override
      public <T> T get(Class<T> wanted) {
        return wanted == kind ? wanted.cast(service) : NONE.get(wanted);
      }
    };
  }
}
