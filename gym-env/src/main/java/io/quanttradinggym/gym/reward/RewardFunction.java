package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.view.Views;
import java.util.List;

/** The weighted sum of reward terms. Allocation-free after construction. NOT thread safe. */
public final class RewardFunction implements Stateful {
  private final RewardTerm[] terms;
  private final double[] weights;

  /**
   * @throws InvalidInputException if there is no term
   */
  public RewardFunction(List<WeightedTerm> weighted) {
    if (weighted.isEmpty()) {
      throw new InvalidInputException("reward", List.of(), "at least one term");
    }
    terms = new RewardTerm[weighted.size()];
    weights = new double[terms.length];
    for (int i = 0; i < terms.length; i++) {
      WeightedTerm choice = weighted.get(i);
      terms[i] = choice.term().plugin().create(choice.term().parameters());
      weights[i] = choice.weight();
    }
  }

  /** An episode begins. */
  public void reset(Views views) {
    for (RewardTerm term : terms) {
      term.reset(views);
    }
  }

  /**
   * Reward of the completed step; called exactly once per step.
   *
   * @param terminal whether the episode ends by its own rules with this step
   */
  public double evaluate(Views views, boolean terminal) {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      sum += weights[i] * terms[i].evaluate(views, terminal);
    }
    return sum;
  }

  @Override
  public void save(StateWriter out) {
    for (RewardTerm term : terms) {
      term.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    for (RewardTerm term : terms) {
      term.load(in);
    }
  }
}
