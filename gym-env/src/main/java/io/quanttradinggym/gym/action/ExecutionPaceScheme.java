package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.trader.NeedsParentOrder;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderView;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.List;

/** The next child of a parent order: at the market, at the near touch, or none. */
@AutoService(ActionSchemeType.class)
public final class ExecutionPaceScheme implements ActionSchemeType, NeedsParentOrder {
  private static final int MARKET = 0;
  private static final int LIMIT = 1;

  @Override
  public String type() {
    return "execution-pace";
  }

  @Override
  public String description() {
    return "Discrete(3), as in ABIDES-gym's execution environment: 0 = cancel all and send a market order, 1 = cancel"
        + " all and send a limit order at the near touch, 2 = do nothing. The parent order gives the side. No child"
        + " is larger than what the parent still needs when all that works is filled; what is cut off counts as an"
        + " intervention.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer(
            "child", "lots", 10L, 1, 1_000_000_000L, "Size of each child order."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters.getLong("child"));
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
    public int apply(float[] action, int offset, TraderView view, OrderGateway gateway) {
      int choice = (int) action[offset];
      if (choice != MARKET && choice != LIMIT) {
        return 0;
      }
      Orders.cancelAll(Children.INSTRUMENT, view, gateway);
      ParentOrder parent = ParentOrder.of(view);
      return Children.send(parent, childLots, choice == MARKET, view, gateway);
    }
  }
}
