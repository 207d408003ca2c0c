package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
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
    return Adaptation.parameters();
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term(parameters.getDouble(Adaptation.RATE), parameters.getDouble(Adaptation.CLIP));
  }

  private static final class Term implements RewardTerm {
    private final double rate;
    private final double clip;
    private final PnlChange pnl = new PnlChange();
    private double mean;
    private double squaredLosses;

    Term(double rate, double clip) {
      this.rate = rate;
      this.clip = clip;
    }

    @Override
    public void reset(Views views) {
      pnl.reset(views);
      mean = 0;
      squaredLosses = 0;
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      double change = pnl.next(views);
      double ratio = squaredLosses > 0 ? ratio(change) : 0;
      double loss = Math.min(change, 0);
      mean += rate * (change - mean);
      squaredLosses += rate * (loss * loss - squaredLosses);
      return Adaptation.clip(ratio, clip);
    }

    private double ratio(double change) {
      double deviation = Math.sqrt(squaredLosses);
      double gain = change - 0.5 * mean;
      return change > 0
          ? gain / deviation
          : (squaredLosses * gain - 0.5 * mean * change * change) / (squaredLosses * deviation);
    }

    @Override
    public void save(StateWriter out) {
      pnl.save(out);
      out.writeDouble(mean);
      out.writeDouble(squaredLosses);
    }

    @Override
    public void load(StateReader in) {
      pnl.load(in);
      mean = in.readFinite();
      squaredLosses = in.readDouble(0, Double.MAX_VALUE);
    }
  }
}
