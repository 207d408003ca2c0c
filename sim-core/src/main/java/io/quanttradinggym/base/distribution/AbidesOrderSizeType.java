package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** Order sizes of the ABIDES reference market, with peaks at round lots. */
@AutoService(DistributionType.class)
public final class AbidesOrderSizeType implements DistributionType {
  private static final double SHARE_OF_SMALL = 0.2;
  private static final double LOG_MEAN = 2.9;
  private static final double LOG_DEVIATION = 1.2;
  private static final double ROUND_LOT = 100;
  private static final double DEVIATION = 0.15;

  /** Weights of 100, 200, ... 1000 lots. */
  private static final double[] ROUND_WEIGHTS = {
    0.7, 0.06, 0.004, 0.0329, 0.001, 0.0006, 0.0004, 0.0005, 0.0003, 0.0003
  };

  @Override
  public String type() {
    return "abides-order-size";
  }

  @Override
  public String description() {
    return "Order sizes of ABIDES's RMSC04: 20 % are lognormal (2.9, 1.2); the others are a hundred "
        + "lots or, rarely, a multiple of a hundred up to a thousand; after Amrouni et al. (2021).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public Distribution create(Parameters parameters) {
    double sum = SHARE_OF_SMALL;
    for (double weight : ROUND_WEIGHTS) {
      sum += weight;
    }
    double total = sum;
    return random -> {
      double at = random.nextDouble() * total - SHARE_OF_SMALL;
      double normal = random.nextNormal();
      if (at < 0) {
        return StrictMath.exp(LOG_MEAN + LOG_DEVIATION * normal);
      }
      int hundreds = 1;
      while (hundreds < ROUND_WEIGHTS.length && at >= ROUND_WEIGHTS[hundreds - 1]) {
        at -= ROUND_WEIGHTS[hundreds++ - 1];
      }
      return ROUND_LOT * hundreds + DEVIATION * normal;
    };
  }
}
