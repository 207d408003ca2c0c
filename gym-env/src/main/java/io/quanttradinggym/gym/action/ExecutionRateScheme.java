package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.List;
import java.util.Set;

/** The speed of working a parent order, as any multiple of the even pace. */
@AutoService(ActionSchemeType.class)
public final class ExecutionRateScheme implements ActionSchemeType {
  @Override
  public String type() {
    return "execution-rate";
  }

  @Override
  public String description() {
    return "Box(1): as execution-multiples, with a multiple of the even pace from 0 (component -1) "
        + "to max_multiple (component 1).";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK, View.ORDERS, View.TASK, View.PARENT_ORDER);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            "max_multiple", "", 2.0, 0, 1000, "Largest multiple of the even pace."),
        Children.orderParameter());
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters.getDouble("max_multiple"), Children.isAtMarket(parameters));
  }

  private record Scheme(double maxMultiple, boolean atMarket) implements ActionScheme {
    @Override
    public ActionSpec spec() {
      return ActionSpec.box(List.of("multiple of the even pace"));
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      ParentOrderView parent = views.parentOrder();
      Orders.cancelAll(parent.instrument(), views, gateway);
      double multiple = 0.5 * (action[offset] + 1.0) * maxMultiple;
      return Children.sendMultiple(parent, multiple, atMarket, views, gateway);
    }
  }
}
