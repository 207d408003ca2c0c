package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.OwnOrdersView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import java.util.Set;

/** The trader's own working orders. */
@AutoService(ObservationBlockType.class)
public final class OwnQuotesBlock implements ObservationBlockType {
  private static final int WIDTH = 3;

  @Override
  public String type() {
    return "own-quotes";
  }

  @Override
  public String description() {
    return "The trader's own limit orders, for each side: whether there is a quote, the distance of "
        + "its best price from the mid (negative: beyond the mid; 0 without a quote), and the "
        + "total working quantity.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ORDERS);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        Fields.priceScaleParameter(10),
        Fields.quantityScaleParameter(10),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    double priceScale = parameters.getDouble("price_scale");
    double quantityScale = parameters.getDouble("quantity_scale");
    double clip = parameters.getDouble("clip");
    Fields fields = new Fields(instrument);
    for (String side : List.of("bid", "ask")) {
      fields
          .fraction("own_" + side + "_quoting")
          .signed("own_" + side + "_distance", "ticks", priceScale, clip)
          .positive("own_" + side + "_quantity", "lots", quantityScale, clip);
    }
    return new Block(instrument, fields.toList());
  }

  private record Block(int instrument, List<ObservationField> fields) implements ObservationBlock {
    @Override
    public void write(Views views, double[] raw, int offset) {
      writeSide(views, Side.BUY, raw, offset);
      writeSide(views, Side.SELL, raw, offset + WIDTH);
    }

    private void writeSide(Views views, Side side, double[] raw, int offset) {
      OwnOrdersView orders = views.orders();
      int best = orders.best(instrument, side);
      double mid = views.prices().midTicks(instrument);
      raw[offset] = best < 0 ? 0 : 1;
      raw[offset + 1] = best < 0 ? 0 : (mid - orders.priceTicks(best)) * side.sign();
      raw[offset + 2] = orders.remainingLots(instrument, side);
    }
  }
}
