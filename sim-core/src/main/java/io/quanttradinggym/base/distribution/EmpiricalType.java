package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;

/** An empirical distribution, given by its quantiles. */
@AutoService(DistributionType.class)
public final class EmpiricalType implements DistributionType {
  @Override
  public String type() {
    return "empirical";
  }

  @Override
  public String description() {
    return "Empirical distribution, given by its quantiles at equal probability steps from the "
        + "smallest to the largest value; linear between quantiles.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.numbers(
            "quantiles",
            "",
            List.of(0.0, 1.0),
            -1e12,
            1e12,
            "Non-decreasing quantiles; at least two."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double[] quantiles = parameters.getDoubles("quantiles");
    for (int i = 1; i < quantiles.length; i++) {
      if (quantiles[i] < quantiles[i - 1]) {
        throw new InvalidInputException("quantiles", quantiles[i], "at least " + quantiles[i - 1]);
      }
    }
    if (quantiles.length < 2) {
      throw new InvalidInputException(
          "quantiles", "(" + quantiles.length + " values)", "at least two values");
    }
    return random -> {
      double at = random.nextDouble() * (quantiles.length - 1);
      int below = (int) at;
      return quantiles[below] + (at - below) * (quantiles[below + 1] - quantiles[below]);
    };
  }
}
