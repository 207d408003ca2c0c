package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import java.util.List;

/** A kind of indicator, named by agents and observations. */
public interface IndicatorType extends Plugin {
  /** Names of the values, in the order of their indices. */
  default List<String> outputs() {
    return List.of("value");
  }

  /** What an output measures. */
  FeatureUnit unit(int output);

  /** Whether it receives bars; the length of its bars is then part of every request. */
  default boolean followsBars() {
    return !followsQuotes() && !followsTrades();
  }

  /** Whether it receives quotes. */
  default boolean followsQuotes() {
    return false;
  }

  /** Whether it receives trades. */
  default boolean followsTrades() {
    return false;
  }

  Indicator create(Parameters parameters);
}
