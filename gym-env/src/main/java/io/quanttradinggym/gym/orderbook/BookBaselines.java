package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.api.Baseline;
import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.policy.BaselineChoice;
import io.quanttradinggym.gym.policy.BaselineSetup;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The baselines of an order-book scenario.
 *
 * @param configured baselines that the scenario names
 * @param types all available baseline types
 */
public record BookBaselines(
    List<Configured<BaselineType>> configured, Plugins<BaselineType> types) {
  private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d{1,9})");

  public BookBaselines {
    configured = List.copyOf(configured);
  }

  /** All baselines that the scenario names, with its parameters. */
  List<Baseline> all(OrderBookMarket market) {
    return configured.stream().map(choice -> baseline(choice.type(), choice, market)).toList();
  }

  /**
   * The baseline of this type, with the scenario's parameters or its defaults. A number after the
   * type ("fixed-half-spread-3") sets the first parameter.
   *
   * @throws InvalidInputException if there is no such baseline, or the scenario does not supply a
   *     required view
   */
  Baseline find(String name, OrderBookMarket market) {
    return baseline(name, named(name, market), market);
  }

  /** The policies of the baseline found by {@link #find}. */
  BaselineChoice choice(String name, OrderBookMarket market) {
    return choice(named(name, market), market);
  }

  private static BaselineChoice choice(Configured<BaselineType> baseline, OrderBookMarket market) {
    BaselineSetup setup = BaselineSetup.of(market.action());
    return baseline.plugin().create(baseline.parameters(), setup);
  }

  private static Baseline baseline(
      String name, Configured<BaselineType> configured, OrderBookMarket market) {
    return new Baseline(
        name, choice(configured, market).options().stream().map(BookBaselines::candidate).toList());
  }

  private static Baseline.Candidate candidate(BaselineChoice.Option option) {
    return new Baseline.Candidate(
        option.detail(),
        (environment, seat) ->
            new BoundPolicy<>(
                option.policies().get(), OrderBookEnvironment.of(environment).trader(seat)));
  }

  private Configured<BaselineType> named(String name, OrderBookMarket market) {
    Configured<BaselineType> baseline = configured(name);
    View missing = baseline.plugin().firstMissing(market.trader().terms().views());
    if (missing != null) {
      throw new InvalidInputException(
          "baseline",
          name,
          "a baseline that does not need the view %s, which this scenario does not supply"
              .formatted(missing.text()));
    }
    return baseline;
  }

  private Configured<BaselineType> configured(String name) {
    for (Configured<BaselineType> baseline : configured) {
      if (baseline.type().equals(name)) {
        return baseline;
      }
    }
    BaselineType plain = types.all().get(name);
    if (plain != null) {
      return Configured.of(plain);
    }
    Matcher matcher = NUMBERED.matcher(name);
    BaselineType numbered = matcher.matches() ? types.all().get(matcher.group(1)) : null;
    if (numbered == null || numbered.parameters().isEmpty()) {
      throw new InvalidInputException(
          "baseline", name, String.join(", ", types.all().keySet()) + ", fixed-half-spread-3");
    }
    List<ParameterSpec> specs = numbered.parameters();
    Map<String, Object> raw = new TreeMap<>();
    raw.put(specs.getFirst().name(), Long.parseLong(matcher.group(2)));
    return new Configured<>(numbered, Parameters.of(specs, raw, name));
  }
}
