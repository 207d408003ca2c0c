package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;

/** A population agent that acts by a trained policy. */
public interface PolicyAgentType extends AgentType {
  /**
   * @param cashMicros initial cash
   * @param policies finds the policy that the parameters name
   */
  Agent create(Parameters parameters, AgentSetup setup, long cashMicros, PolicyResolver policies);

  @Override
  default Agent create(Parameters parameters, AgentSetup setup) {
    throw new InvalidInputException("policy", setup.name(), "a simulation with policies");
  }
}
