package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;
import java.util.Set;

/** The best bid and ask. */
@AutoService(ObservationBlockType.class)
public final class TouchBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "touch";
  }

  @Override
  public String description() {
    return "Best bid and ask: spread (at its bound while a side is empty), queue imbalance (bid − "
        + "ask) / (bid + ask), mid − last trade, and microprice − mid. The microprice weights each "
        + "best price by the quantity of the other side.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(), Fields.priceScaleParameter(5), Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    return new Block(
        parameters.getInt("instrument"),
        parameters.getDouble("price_scale"),
        parameters.getDouble("clip"));
  }

  private record Block(int instrument, double scale, double clip) implements ObservationBlock {
    @Override
    public List<ObservationField> fields() {
      return new Fields(instrument)
          .positive("spread", "ticks", scale, clip)
          .signed("queue_imbalance", "", 1, 1)
          .signed("mid_minus_last_trade", "ticks", scale, clip)
          .signed("microprice_minus_mid", "ticks", scale, clip)
          .toList();
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      MarketView market = views.book();
      double spread = Quotes.spreadTicks(market, instrument);
      double imbalance =
          Quotes.imbalance(
              Quotes.touchLots(market, instrument, Side.BUY),
              Quotes.touchLots(market, instrument, Side.SELL));
      raw[offset] = spread;
      raw[offset + 1] = imbalance;
      raw[offset + 2] = Quotes.midMinusLastTradeTicks(market, instrument);
      // The microprice is mid + imbalance * spread / 2; there is none while a side is empty.
      raw[offset + 3] = spread == Double.POSITIVE_INFINITY ? 0 : 0.5 * imbalance * spread;
    }
  }
}
