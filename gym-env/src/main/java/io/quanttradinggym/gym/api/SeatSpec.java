package io.quanttradinggym.gym.api;

/**
 * What one seat of an environment shows and accepts.
 *
 * @param name unique in the environment
 * @param observation of every element of the observation
 * @param action of the action space
 * @param actionScheme name of what turns actions into orders
 * @param actionCanonicalJson the action space and the scheme with all its parameters
 * @param decisionIntervalNanos time between decisions
 * @param stepsPerEpisode number of decisions in an episode that does not end early
 * @param instrument index of the instrument that recordings show; 0 where there is none
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
