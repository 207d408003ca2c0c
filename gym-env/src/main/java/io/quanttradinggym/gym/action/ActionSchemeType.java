package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.gym.view.NeedsViews;
import java.util.Arrays;
import java.util.List;

/** A kind of action scheme that scenarios can choose. */
public interface ActionSchemeType extends Plugin, NeedsViews {
  ActionScheme create(Parameters parameters);

  /**
   * Indices of the instruments that a scheme with these parameters trades: by default the parameter
   * {@code instrument} or {@code instruments}; empty for a scheme of the parent order.
   */
  default List<Integer> instruments(Parameters parameters) {
    if (ActionParameters.has(parameters.specs(), ActionParameters.INSTRUMENT)) {
      return List.of(parameters.getInt(ActionParameters.INSTRUMENT));
    }
    if (ActionParameters.has(parameters.specs(), ActionParameters.INSTRUMENTS)) {
      long[] indices = parameters.getLongs(ActionParameters.INSTRUMENTS);
      return Arrays.stream(indices).mapToObj(Math::toIntExact).toList();
    }
    return List.of();
  }
}
