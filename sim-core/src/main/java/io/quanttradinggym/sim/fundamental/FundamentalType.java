package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.parameter.Plugin;

/** A kind of fair value process that scenarios can choose. */
public interface FundamentalType extends Plugin {
  /**
   * @param initialTicks opening reference price of the instrument
   */
  FundamentalProcess create(Parameters parameters, int initialTicks);
}
