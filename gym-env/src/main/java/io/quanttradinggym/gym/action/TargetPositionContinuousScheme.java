package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.List;
import java.util.Set;

/** The position to hold, as any fraction of the largest one. */
@AutoService(ActionSchemeType.class)
public final class TargetPositionContinuousScheme implements ActionSchemeType {
  @Override
  public String type() {
    return "target-position-continuous";
  }

  @Override
  public String description() {
    return "Box(1): the target position as a fraction of max_position, rounded to lots. A market "
        + "order trades the difference if it has at least min_trade lots.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(ActionParameters.instrument(), ActionParameters.minTrade());
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(
        parameters.getInt("instrument"), parameters.getLong(ActionParameters.MIN_TRADE));
  }

  private record Scheme(int instrument, long minTradeLots) implements ActionScheme {
    @Override
    public ActionSpec spec() {
      return ActionSpec.box(List.of("position"));
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      double target = action[offset] * (double) views.task().maxPositionLots();
      return Orders.moveTo(instrument, Math.round(target), minTradeLots, views, gateway);
    }
  }
}
