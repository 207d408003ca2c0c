package io.quanttradinggym.gym.api;

/**
 * Specification of one seat of an environment.
 *
 * @param name unique in the environment
 * @param observation specification of the observation
 * @param action specification of the action space
 * @param actionScheme name of the action scheme
 * @param actionCanonicalJson the action space and the scheme with all its parameters
 * @param decisionIntervalNanos time between decisions
 * @param stepsPerEpisode number of decisions in an episode without early end
 * @param instrument index of the recorded instrument; 0 if there is none
 */
public record SeatSpec(
    String name,
    ObservationSpec observation,
    ActionSpec action,
    String actionScheme,
    String actionCanonicalJson,
    long decisionIntervalNanos,
    int stepsPerEpisode,
    int instrument) {}
