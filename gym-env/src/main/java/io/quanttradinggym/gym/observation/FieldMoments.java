package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;

/**
 * Mean and variance of each field of a block over the decisions of an episode. Values that are not
 * finite do not count. Allocation-free after construction.
 */
final class FieldMoments implements Stateful {
  private final double leastWeight;
  private final int[] counts;
  private final double[] means;
  private final double[] variances;

  /**
   * @param fields number of fields
   * @param leastWeight smallest weight of the newest value; 0 = all values have equal weights
   */
  FieldMoments(int fields, double leastWeight) {
    this.leastWeight = leastWeight;
    counts = new int[fields];
    means = new double[fields];
    variances = new double[fields];
  }

  void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(means, 0);
    Arrays.fill(variances, 0);
  }

  /** Counts a value: West's update, with the weight 1 / n at first. */
  void add(int field, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    counts[field] = Math.min(counts[field] + 1, Integer.MAX_VALUE - 1);
    double weight = Math.max(1.0 / counts[field], leastWeight);
    double distance = value - means[field];
    means[field] += weight * distance;
    variances[field] = (1 - weight) * (variances[field] + weight * distance * distance);
  }

  /** Distance of a value from the mean in standard deviations; 0 while there is no deviation. */
  double standardised(int field, double value) {
    double distance = value - means[field];
    return variances[field] > 0 ? distance / Math.sqrt(variances[field]) : 0 * distance;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInts(counts, 0, counts.length);
    out.writeDoubles(means, 0, means.length);
    out.writeDoubles(variances, 0, variances.length);
  }

  @Override
  public void load(StateReader in) {
    in.readInts(counts, 0, counts.length, 0, Integer.MAX_VALUE - 1);
    in.readDoubles(means, 0, means.length, -Double.MAX_VALUE, Double.MAX_VALUE);
    in.readDoubles(variances, 0, variances.length, 0, Double.MAX_VALUE);
  }
}
