package io.quanttradinggym.gym.policy;

import io.quanttradinggym.sim.engine.Agent;
import io.quanttradinggym.sim.engine.AgentSetup;
import io.quanttradinggym.sim.engine.AgentType;
import io.quanttradinggym.sim.parameter.InvalidInputException;
import io.quanttradinggym.sim.parameter.Parameters;

/** A population agent that acts by a trained policy. */
public interface PolicyAgentType extends AgentType {
  /**
   * @param cashMicros what it starts with
   * @param policies finds the policy that the parameters name
   */
  Agent create(Parameters parameters, AgentSetup setup, long cashMicros, PolicyResolver policies);

  @Override
  default Agent create(Parameters parameters, AgentSetup setup) {
    throw new InvalidInputException("policy", setup.name(), "simulations that are given policies");
  }
}
