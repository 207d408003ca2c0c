package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** The normal distribution. */
@AutoService(DistributionType.class)
public final class NormalType implements DistributionType {
  @Override
  public String type() {
    return "normal";
  }

  @Override
  public String description() {
    return "Normal (Gaussian) distribution.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("mean", "", 0.0, -1e12, 1e12, "Mean."),
        ParameterSpec.number("deviation", "", 1.0, 0, 1e12, "Standard deviation."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double mean = parameters.getDouble("mean");
    double deviation = parameters.getDouble("deviation");
    return random -> mean + deviation * random.nextNormal();
  }
}
