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
    private double squares;

    Term(double rate, double clip) {
      this.rate = rate;
      this.clip = clip;
    }

    @Override
    public void reset(Views views) {
      pnl.reset(views);
      mean = 0;
      squares = 0;
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      double change = pnl.next(views);
      double toMean = change - mean;
      double toSquares = change * change - squares;
      double variance = squares - mean * mean;
      double ratio =
          variance > 0
              ? (squares * toMean - 0.5 * mean * toSquares) / (variance * Math.sqrt(variance))
              : 0;
      mean += rate * toMean;
      squares += rate * toSquares;
      return Adaptation.clip(ratio, clip);
    }

    @Override
    public void save(StateWriter out) {
      pnl.save(out);
      out.writeDouble(mean);
      out.writeDouble(squares);
    }

    @Override
    public void load(StateReader in) {
      pnl.load(in);
      mean = in.readFinite();
      squares = in.readFinite();
    }
  }
}
