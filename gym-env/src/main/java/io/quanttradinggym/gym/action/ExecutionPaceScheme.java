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

/** The next child of a parent order: at the market, at the near touch, or none. */
@AutoService(ActionSchemeType.class)
public final class ExecutionPaceScheme implements ActionSchemeType {
  private static final int MARKET = 0;
  private static final int LIMIT = 1;

  @Override
  public String type() {
    return "execution-pace";
  }

  @Override
  public String description() {
    return "Discrete(3), as in ABIDES-gym's execution environment: 0 = cancel all and send a market "
        + "order, 1 = cancel all and send a limit order at the near touch, 2 = do nothing. The "
        + "parent order determines the side. A child order is limited to the quantity that remains "
        + "if all working orders are filled; the excess is cut, which counts as an intervention.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK, View.ORDERS, View.PARENT_ORDER);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(ActionParameters.quantity(10, "Quantity of each child order."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters.getLong("quantity"));
  }

  private record Scheme(long childLots) implements ActionScheme {
    @Override
    public ActionSpec spec() {
      return ActionSpec.discrete(
          List.of(
              "cancel all, market order of " + childLots + " lots",
              "cancel all, limit order of " + childLots + " lots at the near touch",
              "do nothing"));
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      int choice = (int) action[offset];
      if (choice != MARKET && choice != LIMIT) {
        return 0;
      }
      ParentOrderView parent = views.parentOrder();
      Orders.cancelAll(parent.instrument(), views, gateway);
      return Children.send(parent, childLots, choice == MARKET, views, gateway);
    }
  }
}
