package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * Episodes of an evaluation.
 *
 * @param seed episodes are {@code seed} to {@code seed + episodes - 1}, unsigned
 * @param episodes at least 2, as required by a confidence interval
 * @param threads at least 1
 * @param tuningSeed first seed for the tuning of baselines
 * @param tuningEpisodes number of tuning seeds
 */
public record EvaluationSettings(
    long seed, int episodes, int threads, long tuningSeed, int tuningEpisodes) {
  private static final int MAX_EPISODES = 10_000_000;

  public EvaluationSettings {
    check("episodes", episodes, 2, MAX_EPISODES);
    check("threads", threads, 1, 1024);
    check("tuning_episodes", tuningEpisodes, 1, MAX_EPISODES);
  }

  private static void check(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new InvalidInputException(field, value, min + " to " + max);
    }
  }

  /**
   * Validates that evaluation and tuning seeds are disjoint.
   *
   * @throws InvalidInputException if the ranges of seeds overlap
   */
  void checkDisjoint() {
    boolean tuningBegins = Long.compareUnsigned(tuningSeed - seed, episodes) < 0;
    boolean evaluationBegins = Long.compareUnsigned(seed - tuningSeed, tuningEpisodes) < 0;
    if (tuningBegins || evaluationBegins) {
      throw new InvalidInputException(
          "tuning_seed",
          Long.toUnsignedString(tuningSeed),
          "tuning seeds outside the evaluation seeds %s to %s"
              .formatted(Long.toUnsignedString(seed), Long.toUnsignedString(seed + episodes - 1)));
    }
  }
}
