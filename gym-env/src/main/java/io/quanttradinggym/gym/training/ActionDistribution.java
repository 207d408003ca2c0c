package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.random.RandomStream;

/** Distribution of the actions of a policy, given the outputs of its network. Immutable. */
public sealed interface ActionDistribution permits Categorical, DiagonalGaussian, EpsilonGreedy {
  /** Number of outputs of the network that it reads. */
  int parameters();

  /** Number of components of an action. */
  int size();

  /**
   * Draws an action.
   *
   * @param outputs the outputs of the network come first
   * @param step index of the step in the rollout
   * @param actions receives (size) at {@code offset}; choices as whole numbers
   */
  void sample(float[] outputs, int step, RandomStream random, float[] actions, int offset);

  /** Logarithm of the probability (density) of the action (size) at {@code offset}. */
  float logProbability(float[] outputs, float[] actions, int offset);
}
