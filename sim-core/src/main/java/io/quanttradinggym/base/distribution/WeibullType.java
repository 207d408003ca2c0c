package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** The Weibull distribution: clustered waiting times for a shape below 1, regular ones above. */
@AutoService(DistributionType.class)
public final class WeibullType implements DistributionType {
  @Override
  public String type() {
    return "weibull";
  }

  @Override
  public String description() {
    return "Weibull distribution: exponential at shape 1, with a heavier tail below.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("scale", "", 1.0, 0, 1e12, "Scale."),
        ParameterSpec.number("shape", "", 1.0, 0.05, 100, "Shape."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double scale = parameters.getDouble("scale");
    double exponent = 1 / parameters.getDouble("shape");
    return random -> scale * Powers.of(random.nextExponential(), exponent);
  }
}
