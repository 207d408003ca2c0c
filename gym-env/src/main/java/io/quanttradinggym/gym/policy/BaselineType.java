package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.gym.view.NeedsViews;

/** A hand-written policy for order books, for comparison with trained policies. */
public interface BaselineType extends Plugin, NeedsViews {
  /**
   * @param setup information about the scenario
   */
  BaselineChoice create(Parameters parameters, BaselineSetup setup);
}
