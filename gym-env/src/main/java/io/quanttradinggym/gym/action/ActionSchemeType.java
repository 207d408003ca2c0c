package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.gym.view.NeedsViews;

/** A kind of action scheme that scenarios can choose. */
public interface ActionSchemeType extends Plugin, NeedsViews {
  ActionScheme create(Parameters parameters);
}
