package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.Orders;
import io.quanttradinggym.gym.action.QuotePrices;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import java.util.Set;

/** Quotes at a fixed distance around the mid. */
@AutoService(BaselineType.class)
public final class FixedHalfSpreadBaseline implements BaselineType {
  static final String TYPE = "fixed-half-spread";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String description() {
    return "Quotes both sides at a fixed distance from the mid at every decision. Orders already at "
        + "the target price stay.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer("ticks", "ticks", 5L, 1, 100_000, "Distance from the mid."),
        BaselineSetup.instrumentParameter(),
        BaselineSetup.quantityParameter());
  }

  @Override
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    return BaselineChoice.of(() ->
        new Quoter(
            parameters.getInt("instrument"),
            parameters.getLong("ticks"),
            setup.quantityLots(parameters)));
  }

  private record Quoter(int instrument, long ticks, long quantityLots)
      implements Policy<DecisionContext> {
    @Override
    public void decide(DecisionContext decision) {
      quote(Side.BUY, decision);
      quote(Side.SELL, decision);
    }

    private void quote(Side side, DecisionContext decision) {
      long doubleMid = decision.views().prices().doubleMidTicks(instrument);
      int price = QuotePrices.outward(side, doubleMid, (double) ticks);
      Orders.quote(instrument, side, price, quantityLots, decision.views(), decision.gateway());
    }
  }
}
