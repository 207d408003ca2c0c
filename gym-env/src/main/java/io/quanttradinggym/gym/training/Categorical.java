package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.random.RandomStream;
import java.util.List;

/**
 * Independent choices, one for each component of the action; the outputs are their unnormalised
 * log-probabilities, one component after the other.
 *
 * @param counts number of choices of each component
 */
public record Categorical(List<Integer> counts) implements ActionDistribution {
  public Categorical {
    counts = List.copyOf(counts);
  }

  @Override
  public int parameters() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public int size() {
    return counts.size();
  }

  @Override
  public void sample(float[] outputs, int step, RandomStream random, float[] actions, int offset) {
    int from = 0;
    for (int component = 0; component < counts.size(); component++) {
      int count = counts.get(component);
      actions[offset + component] = draw(outputs, from, count, random.nextDouble());
      from += count;
    }
  }

  private static int draw(float[] logits, int from, int count, double uniform) {
    double highest = highest(logits, from, count);
    double left = uniform * sum(logits, from, count, highest);
    for (int choice = 0; choice < count - 1; choice++) {
      left -= StrictMath.exp(logits[from + choice] - highest);
      if (left < 0) {
        return choice;
      }
    }
    return count - 1;
  }

  @Override
  public float logProbability(float[] outputs, float[] actions, int offset) {
    double log = 0;
    int from = 0;
    for (int component = 0; component < counts.size(); component++) {
      int count = counts.get(component);
      double highest = highest(outputs, from, count);
      double chosen = outputs[from + (int) actions[offset + component]];
      log += chosen - highest - StrictMath.log(sum(outputs, from, count, highest));
      from += count;
    }
    return (float) log;
  }

  private static double highest(float[] logits, int from, int count) {
    float highest = logits[from];
    for (int i = from + 1; i < from + count; i++) {
      highest = Math.max(highest, logits[i]);
    }
    return highest;
  }

  private static double sum(float[] logits, int from, int count, double highest) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += StrictMath.exp(logits[i] - highest);
    }
    return sum;
  }
}
