package io.quanttradinggym.sim.distribution;

import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.parameter.Plugin;

/** A kind of distribution that scenarios can choose. */
public interface DistributionType extends Plugin {
  Distribution create(Parameters parameters);
}
