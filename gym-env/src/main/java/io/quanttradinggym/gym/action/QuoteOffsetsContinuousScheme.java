package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.List;
import java.util.Set;

/** Two-sided quotes at continuous distances from the mid. */
@AutoService(ActionSchemeType.class)
public final class QuoteOffsetsContinuousScheme implements ActionSchemeType {
  private static final String OFFSETS = "bid-and-ask";
  private static final String SKEW = "half-spread-and-skew";

  @Override
  public String type() {
    return "quote-offsets-continuous";
  }

  @Override
  public String description() {
    return "Box(2): quotes both sides. In mode bid-and-ask, the components scale the two distances "
        + "from the mid between min_offset and max_offset. In mode half-spread-and-skew, the first "
        + "component scales the half-spread in the same way and the second moves both quotes by up "
        + "to ±max_offset (never closer to the mid than min_offset). Prices are rounded to ticks "
        + "away from the mid. Priority and max_position as in quote-offsets.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ActionParameters.instrument(),
        ParameterSpec.choice(
            "mode", OFFSETS, List.of(OFFSETS, SKEW), "Meaning of the two components."),
        ParameterSpec.number(
            "min_offset", "ticks", 0.5, 0, 100_000, "Minimum distance from the mid."),
        ActionParameters.maxOffset(),
        ActionParameters.quantity(10, "Quantity of each quote."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    double min = parameters.getDouble("min_offset");
    double max = parameters.getDouble(ActionParameters.MAX_OFFSET);
    if (max <= min) {
      throw new InvalidInputException(
          ActionParameters.MAX_OFFSET, max, "more than min_offset (" + min + ")");
    }
    return new Scheme(
        parameters.getInt("instrument"),
        parameters.getText("mode").equals(SKEW),
        min,
        max,
        parameters.getLong("quantity"));
  }

  private record Scheme(int instrument, boolean skewed, double min, double max, long quantityLots)
      implements ActionScheme {
    @Override
    public ActionSpec spec() {
      return ActionSpec.box(
          skewed ? List.of("half-spread", "skew") : List.of("bid offset", "ask offset"));
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      double first = scaled(action[offset]);
      double bid = first;
      double ask = scaled(action[offset + 1]);
      if (skewed) {
        double skew = action[offset + 1] * max;
        bid = Math.max(min, first - skew);
        ask = Math.max(min, first + skew);
      }
      return quote(Side.BUY, bid, views, gateway) + quote(Side.SELL, ask, views, gateway);
    }

    private double scaled(float component) {
      return min + 0.5 * (component + 1.0) * (max - min);
    }

    private int quote(Side side, double offsetTicks, Views views, OrderGateway gateway) {
      long doubleMid = views.prices().doubleMidTicks(instrument);
      int price = QuotePrices.outward(side, doubleMid, offsetTicks);
      return Orders.quote(instrument, side, price, quantityLots, views, gateway);
    }
  }
}
