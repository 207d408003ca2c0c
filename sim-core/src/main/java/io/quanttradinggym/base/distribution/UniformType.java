package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** The uniform distribution. */
@AutoService(DistributionType.class)
public final class UniformType implements DistributionType {
  @Override
  public String type() {
    return "uniform";
  }

  @Override
  public String description() {
    return "Uniform distribution between two bounds.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("low", "", 0.0, -1e12, 1e12, "Lower bound."),
        ParameterSpec.number("high", "", 1.0, -1e12, 1e12, "Upper bound."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double low = parameters.getDouble("low");
    double width = parameters.getDouble("high") - low;
    return random -> low + width * random.nextDouble();
  }
}
