package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * The policies of one baseline. It has one option, or several options among which tuning seeds
 * select the best.
 *
 * @param options at least one
 */
public record BaselineChoice(List<Option> options) {
  /**
   * One option.
   *
   * @param detail label among the options, such as "half-spread 4 ticks"; empty for a single option
   * @param policies creates a policy for each trader
   */
  public record Option(String detail, Supplier<Policy<? super DecisionContext>> policies) {}

  public BaselineChoice {
    options = List.copyOf(options);
  }

  /** A baseline without tuning. */
  public static BaselineChoice of(Supplier<Policy<? super DecisionContext>> policies) {
    return new BaselineChoice(List.of(new Option("", policies)));
  }

  /** The policies of a baseline without tuning. */
  public Supplier<Policy<? super DecisionContext>> only() {
    if (options.size() > 1) {
      throw new IllegalStateException(options.size() + " options, expected one");
    }
    return options.getFirst().policies();
  }
}
