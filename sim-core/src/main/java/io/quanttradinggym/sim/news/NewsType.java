package io.quanttradinggym.sim.news;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A kind of news that scenarios can choose. */
public interface NewsType extends Plugin {
  /**
   * Creates a source. Sources created from equal arguments give equal news for equal seeds: the
   * fair values, participants with foresight and the public each have their own source.
   *
   * @param parameters validated against {@link #parameters}
   */
  NewsSource create(Parameters parameters, NewsSetup setup);
}
