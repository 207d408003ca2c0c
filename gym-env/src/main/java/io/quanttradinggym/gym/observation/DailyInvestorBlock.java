package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.trader.TraderView;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;

/** The observation of ABIDES-gym's daily investor. */
@AutoService(ObservationBlockType.class)
public final class DailyInvestorBlock implements ObservationBlockType {
  private static final int LEVELS = 3;
  private static final int CHANGES = 3;
  private static final int SIZE = 7;

  @Override
  public String type() {
    return "daily-investor";
  }

  @Override
  public String description() {
    return "The seven values of ABIDES-gym's daily investor (Amrouni et al., 2021), in its order: holdings, imbalance"
        + " bid / (bid + ask) over 3 levels, spread, mid − last trade, and the last 3 mid differences from decision"
        + " to decision, oldest first.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.quantityScaleParameter(100), Fields.priceScaleParameter(10), Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    double scale = parameters.getDouble("price_scale");
    double clip = parameters.getDouble("clip");
    Fields fields =
        new Fields(0)
            .signed("holdings", "lots", parameters.getDouble("quantity_scale"), clip)
            .fraction("imbalance_3")
            .positive("spread", "ticks", scale, clip)
            .signed("mid_minus_last_trade", "ticks", scale, clip);
    for (int i = CHANGES; i > 0; i--) {
      fields.signed("mid_change_" + i, "ticks", scale, clip);
    }
    return new Block(fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private final Depth depth = new Depth(0, LEVELS);
    private final MidHistory history = new MidHistory(CHANGES);
    private final List<ObservationField> fields;

    Block(List<ObservationField> fields) {
      this.fields = fields;
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void reset(TraderView view) {
      history.clear();
    }

    @Override
    public void write(TraderView view, double[] raw, int offset) {
      MarketView market = view.market();
      history.add(market.doubleMidTicks(0));
      raw[offset] = view.positionLots(0);
      raw[offset + 1] =
          Quotes.bidShare(
              depth.totalLots(market, Side.BUY, LEVELS),
              depth.totalLots(market, Side.SELL, LEVELS));
      raw[offset + 2] = Quotes.spreadTicks(market, 0);
      raw[offset + 3] = Quotes.midMinusLastTradeTicks(market, 0);
      for (int age = 0; age < CHANGES; age++) {
        raw[offset + SIZE - 1 - age] = history.changeTicks(age);
      }
    }

    @Override
    public void save(StateWriter out) {
      history.save(out);
    }

    @Override
    public void load(StateReader in) {
      history.load(in);
    }
  }
}
