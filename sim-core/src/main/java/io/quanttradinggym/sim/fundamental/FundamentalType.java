package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A kind of fair value process that scenarios can choose. */
public interface FundamentalType extends Plugin {
  /**
   * Creates a process. Processes created from equal arguments have equal paths for equal seeds.
   *
   * @param parameters validated against {@link #parameters}
   */
  FundamentalProcess create(Parameters parameters, FundamentalSetup setup);
}
