package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Cost of losses from a peak. */
@AutoService(RewardTermType.class)
public final class DrawdownTerm implements RewardTermType {
  private static final String MAXIMUM = "maximum";
  private static final String CURRENT = "current";

  @Override
  public String type() {
    return "drawdown";
  }

  @Override
  public String description() {
    return "Cost of the drawdown, the highest P&L at a decision of the episode so far (at least its "
        + "first) minus the P&L now, in currency, divided by scale; never positive. With maximum, "
        + "minus the increase of the largest drawdown over the step, whose sum over the episode is "
        + "minus the largest drawdown. With current, minus the drawdown after the step.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("scale", "currency", 1.0, 1e-9, 1e12, "Divisor of the drawdown."),
        ParameterSpec.choice(
            "measure", MAXIMUM, List.of(MAXIMUM, CURRENT), "Drawdown that is charged."));
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term(parameters.getDouble("scale"), parameters.getText("measure").equals(CURRENT));
  }

  private static final class Term implements RewardTerm {
    private final double scale;
    private final boolean isCurrent;
    private long peakMicros;
    private long largestMicros; // drawdown

    Term(double scale, boolean isCurrent) {
      this.scale = scale;
      this.isCurrent = isCurrent;
    }

    @Override
    public void reset(Views views) {
      peakMicros = views.account().pnlMicros();
      largestMicros = 0;
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      long pnl = views.account().pnlMicros();
      peakMicros = Math.max(peakMicros, pnl);
      long drawdown = peakMicros - pnl;
      long increase = Math.max(0, drawdown - largestMicros);
      largestMicros += increase;
      return -Units.CURRENCY_PER_MICRO * (isCurrent ? drawdown : increase) / scale;
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(peakMicros);
      out.writeLong(largestMicros);
    }

    @Override
    public void load(StateReader in) {
      peakMicros = in.readLong();
      largestMicros = in.readLong(0, Long.MAX_VALUE);
    }
  }
}
