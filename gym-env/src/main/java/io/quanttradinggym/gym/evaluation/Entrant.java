package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.policy.OnnxModel;

/** A policy that takes part in an evaluation. */
public sealed interface Entrant {
  /** What reports call it. */
  String name();

  /** A trained policy. */
  record Trained(String name, OnnxModel model) implements Entrant {}

  /** A hand-written policy. */
  record Baseline(String name, Configured<BaselineType> baseline) implements Entrant {}
}
