package io.quanttradinggym.gym.action;

import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.parameter.Plugin;

/** A kind of action scheme that scenarios can choose. */
public interface ActionSchemeType extends Plugin {
  ActionScheme create(Parameters parameters);
}
