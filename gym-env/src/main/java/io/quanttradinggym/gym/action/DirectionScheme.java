package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.List;
import java.util.Set;

/** Buy, hold or sell. */
@AutoService(ActionSchemeType.class)
public final class DirectionScheme implements ActionSchemeType {
  private static final int BUY = 0;
  private static final int HOLD = 1;

  @Override
  public String type() {
    return "direction";
  }

  @Override
  public String description() {
    return "Discrete(3), as in ABIDES-gym's daily investor: 0 = buy at the market, 1 = hold, 2 = "
        + "sell at the market. Quantity that could breach max_position is cut, which counts as an "
        + "intervention. The action mask excludes orders that would be cut to nothing.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ActionParameters.instrument(),
        ActionParameters.quantity(10, "Quantity of each market order."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters.getInt("instrument"), parameters.getLong("quantity"));
  }

  private record Scheme(int instrument, long quantityLots) implements ActionScheme {
    @Override
    public ActionSpec spec() {
      return ActionSpec.discrete(
          List.of(
              "market buy of " + quantityLots + " lots",
              "hold",
              "market sell of " + quantityLots + " lots"));
    }

    @Override
    public void mask(Views views, boolean[] out) {
      for (int choice = 0; choice < out.length; choice++) {
        out[choice] = choice == HOLD || Orders.roomLots(instrument, side(choice), views) > 0;
      }
    }

    private static Side side(int choice) {
      return choice == BUY ? Side.BUY : Side.SELL;
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      int choice = (int) action[offset];
      if (choice == HOLD) {
        return 0;
      }
      return Orders.market(instrument, side(choice), quantityLots, views, gateway);
    }
  }
}
