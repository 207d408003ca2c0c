package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** A distribution of a single value. */
@AutoService(DistributionType.class)
public final class ConstantDistributionType implements DistributionType {
  @Override
  public String type() {
    return "constant";
  }

  @Override
  public String description() {
    return "Distribution of a single value.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(ParameterSpec.number("value", "", 1.0, -1e12, 1e12, "Value."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double value = parameters.getDouble("value");
    return random -> value;
  }
}
