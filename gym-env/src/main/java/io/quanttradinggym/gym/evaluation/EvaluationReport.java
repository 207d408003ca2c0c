package io.quanttradinggym.gym.evaluation;

import java.util.List;

/** Figures of all policies, in the order requested. */
public record EvaluationReport(List<PolicyEvaluation> policies, double wallSeconds) {
  public EvaluationReport {
    policies = List.copyOf(policies);
  }
}
