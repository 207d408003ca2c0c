package io.quanttradinggym.gym.observation;

import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.parameter.Plugin;

/** A kind of observation block that scenarios can choose. */
public interface ObservationBlockType extends Plugin {
  ObservationBlock create(Parameters parameters);
}
