package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One more limit order, by side, price and quantity. */
@AutoService(ActionSchemeType.class)
public final class LimitOrderScheme implements ActionSchemeType {
  private static final int BUY = 0;
  private static final int NOTHING = 1;
  private static final int SELL = 2;
  private static final int CANCEL = 3;
  private static final int SIDES = 4;
  private static final int MAX_VALUES = 32;

  @Override
  public String type() {
    return "limit-order";
  }

  @Override
  public String description() {
    return "MultiDiscrete(4, offsets, quantities): 0 = limit buy, 1 = do nothing, 2 = limit sell, "
        + "3 = cancel all; the price as a distance from the mid, rounded to ticks away from it "
        + "(negative: beyond the mid); the quantity. Earlier orders stay. Quantity that could "
        + "breach max_position is cut, which counts as an intervention. The action mask excludes "
        + "orders that would be cut to nothing, and cancels without an order.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ActionParameters.instrument(),
        ParameterSpec.integers(
            "offsets",
            "ticks",
            List.of(-2L, 0L, 2L, 4L),
            -100_000,
            100_000,
            "Distances from the mid, one for each choice."),
        ParameterSpec.integers(
            "quantities",
            "lots",
            List.of(1L, 10L),
            1,
            1_000_000_000L,
            "Quantities, one for each choice."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(
        parameters.getInt("instrument"),
        parameters.getLongs("offsets", MAX_VALUES, "values"),
        parameters.getLongs("quantities", MAX_VALUES, "values"));
  }

  private static final class Scheme implements ActionScheme {
    private final int instrument;
    private final long[] offsets;
    private final long[] quantities;
    private final ActionSpec spec;

    Scheme(int instrument, long[] offsets, long[] quantities) {
      this.instrument = instrument;
      this.offsets = offsets;
      this.quantities = quantities;
      spec =
          ActionSpec.multiDiscrete(
              List.of(SIDES, offsets.length, quantities.length),
              List.of(
                  "limit buy | do nothing | limit sell | cancel all",
                  "ticks from the mid: " + joined(offsets),
                  "lots: " + joined(quantities)));
    }

    private static String joined(long[] values) {
      return String.join(" | ", Arrays.stream(values).mapToObj(Long::toString).toList());
    }

    @Override
    public ActionSpec spec() {
      return spec;
    }

    @Override
    public void mask(Views views, boolean[] out) {
      Arrays.fill(out, true);
      out[BUY] = Orders.roomLots(instrument, Side.BUY, views) > 0;
      out[SELL] = Orders.roomLots(instrument, Side.SELL, views) > 0;
      out[CANCEL] = Orders.hasCancellable(instrument, views);
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      int choice = (int) action[offset];
      if (choice == NOTHING) {
        return 0;
      }
      if (choice == CANCEL) {
        Orders.cancelAll(instrument, views, gateway);
        return 0;
      }
      Side side = choice == BUY ? Side.BUY : Side.SELL;
      long distance = offsets[(int) action[offset + 1]];
      long doubleMid = views.prices().doubleMidTicks(instrument);
      int price = QuotePrices.outward(side, doubleMid, (double) distance);
      long quantity = quantities[(int) action[offset + 2]];
      return Orders.limit(instrument, side, price, quantity, views, gateway);
    }
  }
}
