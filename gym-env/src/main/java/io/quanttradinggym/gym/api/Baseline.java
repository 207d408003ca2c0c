package io.quanttradinggym.gym.api;

import java.util.List;

/**
 * A hand-written policy that a market offers for comparison: one candidate, or several of which
 * seeds set apart for tuning choose the best.
 *
 * @param name what reports call it
 * @param candidates at least one
 */
public record Baseline(String name, List<Candidate> candidates) {
  public Baseline {
    candidates = List.copyOf(candidates);
  }

  /**
   * One configuration of a baseline.
   *
   * @param detail what tells it from the others, such as "half-spread 4 ticks"; may be empty
   */
  public record Candidate(String detail, PolicyFactory policies) {}
}
