package io.quanttradinggym.gym.evaluation;

import java.util.List;

/** The figures of all policies, in the order asked for. */
public record EvaluationReport(List<PolicyEvaluation> policies, double wallSeconds) {
  public EvaluationReport {
    policies = List.copyOf(policies);
  }
}
