package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Set;

/** The influence of the last step on the Sortino ratio. */
@AutoService(RewardTermType.class)
public final class DifferentialSortinoTerm implements RewardTermType {
  @Override
  public String type() {
    return "differential-sortino";
  }

  @Override
  public String description() {
    return "Differential downside deviation ratio (Moody and Saffell, 2001), whose ratio is that of "
        + "Sortino: with R the change of the P&L over the step, A the exponential average of R "
        + "and D² that of min(R, 0)² before the step, both 0 at the start, (R − A / 2) / D for R "
        + "> 0 and (D²·(R − A / 2) − A·R² / 2) / D³ otherwise, within ±clip; 0 while D is 0. "
        + "It does not depend on the unit of money.";
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
      double loss = Math.min(change, 0);
      return loss * loss;
    }

    @Override
    double ratio(double change, double mean, double squares) {
      if (squares <= 0) {
        return 0;
      }
      double deviation = Math.sqrt(squares);
      double gain = change - 0.5 * mean;
      return change > 0
          ? gain / deviation
          : (squares * gain - 0.5 * mean * change * change) / (squares * deviation);
    }
  }
}
