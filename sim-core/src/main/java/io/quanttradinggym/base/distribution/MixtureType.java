package io.quanttradinggym.base.distribution;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import java.util.List;

/** A mixture of distributions. */
@AutoService(DistributionType.class)
public final class MixtureType implements DistributionType {
  @Override
  public String type() {
    return "mixture";
  }

  @Override
  public String description() {
    return "Mixture of several distributions; each is drawn with a probability proportional to its "
        + "weight.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.numbers(
            "weights",
            "",
            List.of(1.0),
            0,
            1e9,
            "Weight of each component; the sum need not be 1."),
        ParameterSpec.pluginList(
            "components",
            DistributionType.class,
            "",
            List.of("constant"),
            "Component distributions."));
  }

  @Override
  public Distribution create(Parameters parameters) {
    double[] weights = parameters.getDoubles("weights");
    List<Distribution> components =
        parameters.getPlugins("components", DistributionType.class).stream()
            .map(chosen -> chosen.plugin().create(chosen.parameters()))
            .toList();
    if (weights.length != components.size()) {
      throw new InvalidInputException(
          "weights",
          "(" + weights.length + " weights)",
          components.size() + ", one for each component");
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      weights[i] = sum;
    }
    if (sum <= 0) {
      throw new InvalidInputException("weights", sum, "a sum above 0");
    }
    return new Mixture(weights, components.toArray(Distribution[]::new));
  }

  /** Stores the cumulative sums of the weights. */
  private static final class Mixture implements Distribution {
    private final double[] sums;
    private final Distribution[] components;

    Mixture(double[] sums, Distribution[] components) {
      this.sums = sums;
      this.components = components;
    }

    @Override
    public double next(RandomStream random) {
      double at = random.nextDouble() * sums[sums.length - 1];
      int chosen = 0;
      while (chosen < sums.length - 1 && at >= sums[chosen]) {
        chosen++;
      }
      return components[chosen].next(random);
    }
  }
}
