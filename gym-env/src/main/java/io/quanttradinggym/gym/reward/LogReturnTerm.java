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

/** Growth of the equity. */
@AutoService(RewardTermType.class)
public final class LogReturnTerm implements RewardTermType {
  @Override
  public String type() {
    return "log-return";
  }

  @Override
  public String description() {
    return "ln(equity now / equity at the last decision), with equity bounded below at one "
        + "millionth of the currency.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term();
  }

  private static final class Term implements RewardTerm {
    private long equityMicros = 1;

    @Override
    public void reset(Views views) {
      equityMicros = Math.max(1, views.account().equityMicros());
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      long before = equityMicros;
      reset(views);
      return StrictMath.log((double) equityMicros / before);
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(equityMicros);
    }

    @Override
    public void load(StateReader in) {
      equityMicros = in.readLong();
    }
  }
}
