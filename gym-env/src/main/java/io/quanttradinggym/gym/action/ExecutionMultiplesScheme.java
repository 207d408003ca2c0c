package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.trader.NeedsParentOrder;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderView;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.Arrays;
import java.util.List;

/** The speed of working a parent order, in multiples of the even pace. */
@AutoService(ActionSchemeType.class)
public final class ExecutionMultiplesScheme implements ActionSchemeType, NeedsParentOrder {
  private static final String MARKET = "market";
  private static final String LIMIT = "near-touch";

  @Override
  public String type() {
    return "execution-multiples";
  }

  @Override
  public String description() {
    return "Discrete: cancels all and sends a child of so many times the even pace, which is the parent's quantity"
        + " divided by the number of decisions, rounded up; 0 only cancels. No child is larger than what the parent"
        + " still needs when all that works is filled; what is cut off counts as an intervention.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.numbers(
            "multiples", "", List.of(0.0, 0.5, 1.0, 1.5, 2.0), 0, 1000, "One action for each."),
        ParameterSpec.choice(
            "order", MARKET, List.of(MARKET, LIMIT), "How the child orders are sent."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(
        parameters.getDoubles("multiples"), parameters.getText("order").equals(MARKET));
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
    public int apply(float[] action, int offset, TraderView view, OrderGateway gateway) {
      Orders.cancelAll(Children.INSTRUMENT, view, gateway);
      ParentOrder parent = ParentOrder.of(view);
      double duration = view.endNanos() - view.startNanos();
      double decisions = Math.ceil(duration / view.decisionIntervalNanos());
      double even = parent.quantityLots() / decisions;
      long child = (long) Math.ceil(multiples[(int) action[offset]] * even);
      return child == 0 ? 0 : Children.send(parent, child, atMarket, view, gateway);
    }
  }
}
