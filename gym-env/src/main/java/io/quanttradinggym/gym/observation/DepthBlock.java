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

/** The best levels of the book. */
@AutoService(ObservationBlockType.class)
public final class DepthBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "depth";
  }

  @Override
  public String description() {
    return "Best occupied levels of both sides: quantity and distance from the mid of each level (0 "
        + "for a missing level), and the imbalance (bid − ask) / (bid + ask) of all these levels "
        + "together.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.integer("levels", "", 5L, 1, 50, "Number of levels on each side."),
        Fields.priceScaleParameter(10),
        Fields.quantityScaleParameter(100),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    int levels = parameters.getInt("levels");
    double priceScale = parameters.getDouble("price_scale");
    double quantityScale = parameters.getDouble("quantity_scale");
    double clip = parameters.getDouble("clip");
    Fields fields = new Fields(instrument);
    for (String side : List.of("bid", "ask")) {
      for (int level = 1; level <= levels; level++) {
        fields.positive(side + "_quantity_" + level, "lots", quantityScale, clip);
        fields.positive(side + "_distance_" + level, "ticks", priceScale, clip);
      }
    }
    fields.signed("depth_imbalance", "", 1, 1);
    return new Block(instrument, levels, fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private final int instrument;
    private final Depth depth;
    private final int levels;
    private final List<ObservationField> fields;

    Block(int instrument, int levels, List<ObservationField> fields) {
      this.instrument = instrument;
      this.levels = levels;
      this.fields = fields;
      depth = new Depth(levels);
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      long bidLots = writeSide(views.book(), Side.BUY, raw, offset);
      long askLots = writeSide(views.book(), Side.SELL, raw, offset + 2 * levels);
      raw[offset + 4 * levels] = Quotes.imbalance(bidLots, askLots);
    }

    private long writeSide(MarketView market, Side side, double[] raw, int offset) {
      int count = depth.read(market, instrument, side);
      double mid = market.midTicks(instrument);
      long total = 0;
      for (int i = 0; i < levels; i++) {
        long quantity = i < count ? depth.quantitiesLots[i] : 0;
        raw[offset + 2 * i] = quantity;
        raw[offset + 2 * i + 1] = i < count ? (mid - depth.pricesTicks[i]) * side.sign() : 0;
        total += quantity;
      }
      return total;
    }
  }
}
