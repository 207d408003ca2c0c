package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** The lognormal distribution. */
@AutoService(DistributionType.class)
public final class LognormalType implements DistributionType {
  @Override
  public String type() {
    return "lognormal";
  }

  @Override
  public String description() {
    return "Lognormal distribution: the logarithm is normally distributed; the median is exp(mean).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("mean", "", 0.0, -100, 100, "Mean of the logarithm."),
        ParameterSpec.number("deviation", "", 1.0, 0, 20, "Standard deviation of the logarithm."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double mean = parameters.getDouble("mean");
    double deviation = parameters.getDouble("deviation");
    return random -> StrictMath.exp(mean + deviation * random.nextNormal());
  }
}
