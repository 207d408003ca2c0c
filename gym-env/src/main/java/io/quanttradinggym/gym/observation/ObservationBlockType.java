package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A kind of observation block that scenarios can choose. */
public interface ObservationBlockType extends Plugin {
  ObservationBlock create(Parameters parameters);
}
