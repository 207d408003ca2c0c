package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import java.util.List;

/** The gamma distribution. */
@AutoService(DistributionType.class)
public final class GammaType implements DistributionType {
  @Override
  public String type() {
    return "gamma";
  }

  @Override
  public String description() {
    return "Gamma distribution, drawn by the method of Marsaglia and Tsang (2000).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("mean", "", 1.0, 1e-9, 1e12, "Mean."),
        ParameterSpec.number("shape", "", 1.0, 0.01, 1e6, "Shape; 1 = exponential."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double shape = parameters.getDouble("shape");
    double scale = parameters.getDouble("mean") / shape;
    double boosted = shape < 1 ? shape + 1 : shape;
    return random -> {
      double draw = standard(boosted, random);
      double boost = shape < 1 ? Powers.of(1 - random.nextDouble(), 1 / shape) : 1;
      return scale * boost * draw;
    };
  }

  /** A draw of scale 1, for shapes of at least 1. */
  private static double standard(double shape, RandomStream random) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextNormal();
      double v = 1 + c * x;
      double cube = v * v * v;
      double u = 1 - random.nextDouble();
      if (v > 0 && StrictMath.log(u) < 0.5 * x * x + d - d * cube + d * StrictMath.log(cube)) {
        return d * cube;
      }
    }
  }
}
