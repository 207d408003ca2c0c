package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A strategy that scenarios can put into a population. */
public interface AgentType extends Plugin {
  /**
   * Makes one agent.
   *
   * @param parameters validated against {@link #parameters}
   * @param setup what the agent may know of the simulation it joins
   */
  Agent create(Parameters parameters, AgentSetup setup);

  /**
   * Refuses parameters that cannot make an agent; what needs {@link AgentSetup#services} is not
   * checked.
   *
   * @throws InvalidInputException if the parameters do not go together
   */
  default void check(Parameters parameters, AgentSetup setup) {
    create(parameters, setup);
  }
}
