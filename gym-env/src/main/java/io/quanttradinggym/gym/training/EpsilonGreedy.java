package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;

/**
 * The choice with the highest output, or with some probability a random one. Each environment
 * explores by itself. Its log-probability is not defined and given as 0.
 */
public final class EpsilonGreedy implements ActionDistribution {
  private final int choices;
  private final double[] epsilons; // by step

  /**
   * @param epsilons probability of a random choice, by step
   * @throws InvalidInputException if a number is not a probability
   */
  public EpsilonGreedy(int choices, double[] epsilons) {
    this.choices = choices;
    this.epsilons = epsilons.clone();
    for (double epsilon : epsilons) {
      if (!(epsilon >= 0 && epsilon <= 1)) {
        throw new InvalidInputException("epsilons", epsilon, "numbers from 0 to 1");
      }
    }
  }

  /** Number of steps for which it is defined. */
  int steps() {
    return epsilons.length;
  }

  @Override
  public int parameters() {
    return choices;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void sample(float[] outputs, int step, RandomStream random, float[] actions, int offset) {
    boolean explores = random.nextDouble() < epsilons[step];
    actions[offset] = explores ? random.nextInt(choices) : best(outputs);
  }

  private int best(float[] values) {
    int best = 0;
    for (int choice = 1; choice < choices; choice++) {
      if (values[choice] > values[best]) {
        best = choice;
      }
    }
    return best;
  }

  @Override
  public float logProbability(float[] outputs, float[] actions, int offset) {
    return 0;
  }
}
