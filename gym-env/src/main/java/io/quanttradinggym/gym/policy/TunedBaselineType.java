package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.trader.Policy;
import java.util.List;

/** A baseline that is the best of several candidates, chosen on seeds set apart for that. */
public interface TunedBaselineType extends BaselineType {
  /**
   * One of several.
   *
   * @param detail such as "half-spread 4 ticks"
   */
  record Candidate(String detail, Configured<BaselineType> baseline) {}

  /** At least one. */
  List<Candidate> candidates(Parameters parameters);

  @Override
  default Policy create(Parameters parameters, BaselineSetup setup) {
    throw new InvalidInputException(
        "baseline", type(), "a baseline without tuning; evaluations tune this one");
  }
}
