package io.quanttradinggym.sim.news;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;

/** A kind of news that scenarios can choose. */
public interface NewsType extends Plugin {
  /**
   * Makes a source. All that are made of equal arguments give equal news for equal seeds: the fair
   * values, those who look ahead and the public each have their own.
   *
   * @param parameters validated against {@link #parameters}
   */
  NewsSource create(Parameters parameters, NewsSetup setup);
}
