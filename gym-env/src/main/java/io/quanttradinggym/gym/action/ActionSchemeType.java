package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A kind of action scheme that scenarios can choose. */
public interface ActionSchemeType extends Plugin {
  ActionScheme create(Parameters parameters);
}
