package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The speed of working a parent order, in multiples of the even pace. */
@AutoService(ActionSchemeType.class)
public final class ExecutionMultiplesScheme implements ActionSchemeType {
  @Override
  public String type() {
    return "execution-multiples";
  }

  @Override
  public String description() {
    return "Discrete: cancels all orders and sends a child order of a multiple of the even pace. "
        + "The even pace is the parent's quantity divided by the number of decisions, rounded up; "
        + "the multiple 0 only cancels. A child order is limited to the quantity that remains if "
        + "all working orders are filled; the excess is cut, which counts as an intervention.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK, View.ORDERS, View.TASK, View.PARENT_ORDER);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.numbers(
            "multiples",
            "",
            List.of(0.0, 0.5, 1.0, 1.5, 2.0),
            0,
            1000,
            "Multiples of the even pace, one for each action."),
        Children.orderParameter());
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters.getDoubles("multiples"), Children.isAtMarket(parameters));
  }

  private static final class Scheme implements ActionScheme {
    private final double[] multiples;
    private final boolean atMarket;
    private final ActionSpec spec;

    Scheme(double[] multiples, boolean atMarket) {
      this.multiples = multiples;
      this.atMarket = atMarket;
      spec =
          ActionSpec.discrete(
              Arrays.stream(multiples).mapToObj(m -> m + " times the even pace").toList());
    }

    @Override
    public ActionSpec spec() {
      return spec;
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      ParentOrderView parent = views.parentOrder();
      Orders.cancelAll(parent.instrument(), views, gateway);
      double multiple = multiples[(int) action[offset]];
      return Children.sendMultiple(parent, multiple, atMarket, views, gateway);
    }
  }
}
