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

/** Distance of the fills from the mid. */
@AutoService(RewardTermType.class)
public final class SpreadCaptureTerm implements RewardTermType {
  @Override
  public String type() {
    return "spread-capture";
  }

  @Override
  public String description() {
    return "Spread captured by the step's fills: Σ (mid − price) · quantity of purchases plus Σ "
        + "(price − mid) · quantity of sales, at the mid before each trade, in currency, without "
        + "fees, divided by scale. Negative for orders that cross the spread. The rest of the P&L "
        + "is the change of value of the position, and fees.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("scale", "currency", 1.0, 1e-9, 1e12, "Divisor of the sum."));
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term(parameters.getDouble("scale"));
  }

  private static final class Term implements RewardTerm {
    private final double scale;
    private long doubleMicros;

    Term(double scale) {
      this.scale = scale;
    }

    @Override
    public void reset(Views views) {
      doubleMicros = views.account().doubleCapturedMicros();
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      long before = doubleMicros;
      reset(views);
      return 0.5 * Units.CURRENCY_PER_MICRO * (doubleMicros - before) / scale;
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(doubleMicros);
    }

    @Override
    public void load(StateReader in) {
      doubleMicros = in.readLong();
    }
  }
}
