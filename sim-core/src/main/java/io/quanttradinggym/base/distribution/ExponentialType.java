package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** The waiting times of a Poisson process. */
@AutoService(DistributionType.class)
public final class ExponentialType implements DistributionType {
  @Override
  public String type() {
    return "exponential";
  }

  @Override
  public String description() {
    return "Exponential distribution.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(ParameterSpec.number("mean", "", 1.0, 0, 1e12, "Mean."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double mean = parameters.getDouble("mean");
    return random -> mean * random.nextExponential();
  }
}
