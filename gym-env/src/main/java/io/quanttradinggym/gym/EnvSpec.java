package io.quanttradinggym.gym;

import io.quanttradinggym.gym.action.ActionSpec;
import io.quanttradinggym.gym.observation.ObservationSpec;
import java.util.List;

/**
 * What an environment shows and accepts.
 *
 * @param scenario its name
 * @param observation of every element of the observation
 * @param action of the action space
 * @param actionScheme type of the scheme
 * @param actionCanonicalJson the action space and the scheme with all its parameters
 * @param decisionIntervalNanos time between decisions
 * @param stepsPerEpisode number of decisions in an episode that does not end early
 * @param instruments symbols, in index order
 * @param baselines types of the policies that evaluation compares with
 */
public record EnvSpec(
    String scenario,
    ObservationSpec observation,
    ActionSpec action,
    String actionScheme,
    String actionCanonicalJson,
    long decisionIntervalNanos,
    int stepsPerEpisode,
    List<String> instruments,
    List<String> baselines) {
  public EnvSpec {
    instruments = List.copyOf(instruments);
    baselines = List.copyOf(baselines);
  }
}
