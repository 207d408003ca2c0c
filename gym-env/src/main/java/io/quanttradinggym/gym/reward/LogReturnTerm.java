package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.trader.TraderView;
import java.util.List;

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
    public void reset(TraderView view) {
      equityMicros = Math.max(1, view.equityMicros());
    }

    @Override
    public double evaluate(TraderView view, boolean terminal) {
      long before = equityMicros;
      reset(view);
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
