package io.quanttradinggym.grpc.service;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.List;

/** Resolves the scenario of a request. */
final class ScenarioSources {
  private final Scenarios scenarios;

  ScenarioSources(Scenarios scenarios) {
    this.scenarios = scenarios;
  }

  Scenario read(ScenarioSource source) {
    return Problems.reporting(
        Reason.SCENARIO,
        () ->
            switch (source.getSourceCase()) {
              case NAME -> scenarios.named(source.getName(), source.getOverridesJson());
              case YAML -> scenarios.parse(source.getYaml(), source.getOverridesJson());
              case SOURCE_NOT_SET -> throw missing();
            });
  }

  /** All errors of a scenario. A name that is not in the catalogue is also an error. */
  List<InvalidInputException> validate(ScenarioSource source) {
    return switch (source.getSourceCase()) {
      case NAME -> scenarios.validateNamed(source.getName(), source.getOverridesJson());
      case YAML -> scenarios.validate(source.getYaml(), source.getOverridesJson());
      case SOURCE_NOT_SET -> throw missing();
    };
  }

  private static ProblemException missing() {
    return new ProblemException(Reason.ARGUMENT, "scenario", "(missing)", "a name, or YAML text");
  }
}
