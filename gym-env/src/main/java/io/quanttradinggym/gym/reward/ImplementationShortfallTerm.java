package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Negative implementation shortfall of a parent order. */
@AutoService(RewardTermType.class)
public final class ImplementationShortfallTerm implements RewardTermType {
  @Override
  public String type() {
    return "implementation-shortfall";
  }

  @Override
  public String description() {
    return "Negative implementation shortfall (Perold, 1988): Σ (arrival mid − fill price) · "
        + "quantity over the step's fills of the parent order, sign flipped for a SELL, in ticks "
        + "per lot of the parent order. At the end of the episode, the penalty for every lot not "
        + "executed is subtracted, also per lot of the parent order. The result is divided by "
        + "scale.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PARENT_ORDER);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("scale", "ticks", 1.0, 1e-9, 1e12, "Divisor of the sum."),
        ParameterSpec.number(
            "unfilled_penalty",
            "ticks",
            1000.0,
            0,
            1e9,
            "Penalty for each lot of the parent order that is not executed at the end."));
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term(parameters.getDouble("scale"), parameters.getDouble("unfilled_penalty"));
  }

  private static final class Term implements RewardTerm {
    private final double scale;
    private final double penaltyTicks;
    private long doubleGain; // in half ticks × lots

    Term(double scale, double penaltyTicks) {
      this.scale = scale;
      this.penaltyTicks = penaltyTicks;
    }

    @Override
    public void reset(Views views) {
      doubleGain = doubleGain(views);
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      long before = doubleGain;
      reset(views);
      ParentOrderView parent = views.parentOrder();
      double parentLots = parent.quantityLots();
      double gain = 0.5 * (doubleGain - before);
      double unfilled = terminal ? parentLots - parent.executedLots() : 0;
      return (gain - penaltyTicks * unfilled) / (parentLots * scale);
    }

    private static long doubleGain(Views views) {
      ParentOrderView parent = views.parentOrder();
      long atArrival = parent.arrivalDoubleMidTicks() * parent.executedLots();
      return parent.side().sign() * (atArrival - 2 * parent.executedTickLots());
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(doubleGain);
    }

    @Override
    public void load(StateReader in) {
      doubleGain = in.readLong();
    }
  }
}
