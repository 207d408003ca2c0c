package io.quanttradinggym.base.distribution;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A kind of distribution that scenarios can choose. */
public interface DistributionType extends Plugin {
  Distribution create(Parameters parameters);
}
