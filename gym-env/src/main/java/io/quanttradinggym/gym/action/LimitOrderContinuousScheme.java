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

/** The one working limit order, by price and signed quantity. */
@AutoService(ActionSchemeType.class)
public final class LimitOrderContinuousScheme implements ActionSchemeType {
  @Override
  public String type() {
    return "limit-order-continuous";
  }

  @Override
  public String description() {
    return "Box(2): the first component scales the quantity from -quantity (sell) to quantity (buy), "
        + "rounded to lots; the second scales the distance of the price from the mid from "
        + "-max_offset (beyond the mid) to max_offset, rounded to ticks away from the mid. The order "
        + "replaces all earlier ones; a quantity of 0 only cancels. Priority and max_position as in "
        + "quote-offsets.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ActionParameters.instrument(),
        ActionParameters.maxOffset(),
        ActionParameters.quantity(10, "Maximum quantity of the order."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(
        parameters.getInt("instrument"),
        parameters.getDouble(ActionParameters.MAX_OFFSET),
        parameters.getLong("quantity"));
  }

  private record Scheme(int instrument, double maxOffsetTicks, long maxLots)
      implements ActionScheme {
    @Override
    public ActionSpec spec() {
      return ActionSpec.box(List.of("quantity", "distance from the mid"));
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      long lots = Math.round(action[offset] * (double) maxLots);
      Side side = lots >= 0 ? Side.BUY : Side.SELL;
      double distance = action[offset + 1] * maxOffsetTicks;
      int price = QuotePrices.outward(side, views.prices().doubleMidTicks(instrument), distance);
      Side other = side == Side.BUY ? Side.SELL : Side.BUY;
      return Orders.quote(instrument, other, price, 0, views, gateway)
          + Orders.quote(instrument, side, price, Math.abs(lots), views, gateway);
    }
  }
}
