package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.gym.view.NeedsViews;

/** A kind of observation block that scenarios can choose. */
public interface ObservationBlockType extends Plugin, NeedsViews {
  ObservationBlock create(Parameters parameters);
}
