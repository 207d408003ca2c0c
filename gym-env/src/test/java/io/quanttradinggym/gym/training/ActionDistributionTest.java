package io.quanttradinggym.gym.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.base.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActionDistributionTest {
  private static final int DRAWS = 200_000;

  private final RandomStream random = new RandomStream("distribution test");

  @Test
  void choicesHaveTheProbabilitiesOfTheirLogits() {
    Categorical distribution = new Categorical(List.of(3, 2));
    float[] logits = {1, 0, -400, 0.5f, 2};
    int[][] counts = new int[2][3];
    float[] action = new float[3];
    for (int i = 0; i < DRAWS; i++) {
      distribution.sample(logits, 0, random, action, 1);
      counts[0][(int) action[1]]++;
      counts[1][(int) action[2]]++;
    }
    double first = 1 / (1 + StrictMath.exp(-1));
    double second = 1 / (1 + StrictMath.exp(1.5));
    assertEquals(first, (double) counts[0][0] / DRAWS, 0.006);
    assertEquals(0, counts[0][2]);
    assertEquals(second, (double) counts[1][0] / DRAWS, 0.006);
    double expected = StrictMath.log(first) + StrictMath.log(1 - second);
    assertEquals(expected, distribution.logProbability(logits, new float[] {9, 0, 1}, 1), 1e-6);
  }

  @Test
  void normalActionsHaveTheirMeansAndDeviations() {
    DiagonalGaussian distribution = new DiagonalGaussian(new float[] {-1, 0.5f});
    float[] means = {2, -3};
    double[] sums = new double[2];
    double[] squares = new double[2];
    float[] action = new float[2];
    for (int i = 0; i < DRAWS; i++) {
      distribution.sample(means, 0, random, action, 0);
      for (int k = 0; k < 2; k++) {
        sums[k] += action[k] - means[k];
        squares[k] += (action[k] - means[k]) * (action[k] - means[k]);
      }
    }
    for (int k = 0; k < 2; k++) {
      double deviation = StrictMath.exp(k == 0 ? -1 : 0.5);
      assertEquals(0, sums[k] / DRAWS, 0.01 * deviation);
      assertEquals(deviation, StrictMath.sqrt(squares[k] / DRAWS), 0.01 * deviation);
    }
    double logDensity = -2 * 0.9189385332046727 + 0.5 - 0.5 * StrictMath.exp(2);
    assertEquals(logDensity, distribution.logProbability(means, new float[] {3, -3}, 0), 1e-5);
  }

  @Test
  void theBestChoiceIsTakenUnlessARandomOneIs() {
    EpsilonGreedy distribution = new EpsilonGreedy(4, new double[] {0, 1, 0.5});
    float[] values = {1, 5, 5, -2, 99};
    int[][] counts = new int[3][4];
    float[] action = new float[1];
    for (int step = 0; step < 3; step++) {
      for (int i = 0; i < DRAWS; i++) {
        distribution.sample(values, step, random, action, 0);
        counts[step][(int) action[0]]++;
      }
    }
    assertEquals(DRAWS, counts[0][1], "the first of two equal values");
    assertEquals(0.25, (double) counts[1][3] / DRAWS, 0.006);
    assertEquals(0.625, (double) counts[2][1] / DRAWS, 0.006);
  }
}
