package io.quanttradinggym.gym.api;

import java.util.List;

/**
 * A hand-written policy that a market offers for comparison. It has one candidate, or several
 * candidates among which tuning seeds select the best.
 *
 * @param name name in reports
 * @param candidates at least one
 */
public record Baseline(String name, List<Candidate> candidates) {
  public Baseline {
    candidates = List.copyOf(candidates);
  }

  /**
   * One configuration of a baseline.
   *
   * @param detail label among the candidates, such as "half-spread 4 ticks"; may be empty
   */
  public record Candidate(String detail, PolicyFactory policies) {}
}
