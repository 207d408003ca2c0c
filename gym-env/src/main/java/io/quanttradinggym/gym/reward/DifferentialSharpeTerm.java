package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Set;

/** The influence of the last step on the Sharpe ratio. */
@AutoService(RewardTermType.class)
public final class DifferentialSharpeTerm implements RewardTermType {
  @Override
  public String type() {
    return "differential-sharpe";
  }

  @Override
  public String description() {
    return "Differential Sharpe ratio (Moody and Saffell, 2001): with R the change of the P&L over "
        + "the step and A, B the exponential averages of R and R² before the step, both 0 at "
        + "the start, (B·(R − A) − A·(R² − B) / 2) / (B − A²)^1.5, within ±clip; 0 while the "
        + "variance B − A² is 0. It does not depend on the unit of money.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return DifferentialRatio.parameters();
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term(parameters);
  }

  private static final class Term extends DifferentialRatio {
    Term(Parameters parameters) {
      super(parameters);
    }

    @Override
    double square(double change) {
      return change * change;
    }

    @Override
    double ratio(double change, double mean, double squares) {
      double variance = squares - mean * mean;
      double gain = squares * (change - mean) - 0.5 * mean * (square(change) - squares);
      return variance > 0 ? gain / (variance * Math.sqrt(variance)) : 0;
    }
  }
}
