package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * The policies of one baseline: one, or several of which evaluation plays the best on seeds set
 * apart for tuning.
 *
 * @param options at least one
 */
public record BaselineChoice(List<Option> options) {
  /**
   * One of them.
   *
   * @param detail what tells it from the others, such as "half-spread 4 ticks"; empty where there
   *     are no others
   * @param policies makes a policy for each trader
   */
  public record Option(String detail, Supplier<Policy<? super DecisionContext>> policies) {}

  public BaselineChoice {
    options = List.copyOf(options);
  }

  /** A baseline with nothing to tune. */
  public static BaselineChoice of(Supplier<Policy<? super DecisionContext>> policies) {
    return new BaselineChoice(List.of(new Option("", policies)));
  }

  /** The policies of a baseline with nothing to tune. */
  public Supplier<Policy<? super DecisionContext>> only() {
    if (options.size() > 1) {
      throw new IllegalStateException(options.size() + " options, of which none is chosen");
    }
    return options.getFirst().policies();
  }
}
