package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** An agent strategy that scenarios can name. */
public interface AgentType extends Plugin {
  /**
   * Creates one agent.
   *
   * @param parameters validated against {@link #parameters}
   * @param setup information about the simulation
   */
  Agent create(Parameters parameters, AgentSetup setup);

  /**
   * Validates parameters. Does not check values that need {@link AgentSetup#services}.
   *
   * @throws InvalidInputException if the combination of parameters is invalid
   */
  default void check(Parameters parameters, AgentSetup setup) {
    create(parameters, setup);
  }
}
