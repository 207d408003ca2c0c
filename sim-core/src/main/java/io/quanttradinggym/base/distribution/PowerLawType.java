package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** A bounded Pareto distribution. */
@AutoService(DistributionType.class)
public final class PowerLawType implements DistributionType {
  @Override
  public String type() {
    return "power-law";
  }

  @Override
  public String description() {
    return "Pareto distribution with an upper bound: the probability density is proportional to "
        + "value^-exponent above the minimum. Distances of limit orders from the best price follow "
        + "it with exponents of 1.5 to 2 (Bouchaud, Mezard and Potters, 2002).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("minimum", "", 1.0, 1e-9, 1e12, "Minimum value."),
        ParameterSpec.number("exponent", "", 1.6, 1.01, 20, "Exponent of the density."),
        ParameterSpec.number("maximum", "", 1e9, 1e-9, 1e12, "Maximum value."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double minimum = parameters.getDouble("minimum");
    double tail = 1 - parameters.getDouble("exponent");
    double cut = StrictMath.pow(Math.max(1, parameters.getDouble("maximum") / minimum), tail);
    return random -> minimum * Powers.of(1 - random.nextDouble() * (1 - cut), 1 / tail);
  }
}
