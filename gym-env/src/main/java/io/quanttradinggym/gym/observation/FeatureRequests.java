package io.quanttradinggym.gym.observation;

import io.quanttradinggym.sim.feature.IndicatorRequest;

/** Receives the indicators that a block reads. */
@FunctionalInterface
public interface FeatureRequests {
  /** The index under which {@link io.quanttradinggym.gym.view.FeatureView} has the indicator. */
  int add(IndicatorRequest request);
}
