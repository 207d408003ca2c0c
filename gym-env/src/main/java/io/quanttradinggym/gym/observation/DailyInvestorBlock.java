package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;
import java.util.Set;

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
    return "The seven values of ABIDES-gym's daily investor (Amrouni et al., 2021), in its order: "
        + "holdings, imbalance bid / (bid + ask) over 3 levels, spread, mid − last trade, and the "
        + "last 3 mid differences between decisions, oldest first.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK, View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        Fields.quantityScaleParameter(100),
        Fields.priceScaleParameter(10),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    double scale = parameters.getDouble("price_scale");
    double clip = parameters.getDouble("clip");
    Fields fields =
        new Fields(instrument)
            .signed("holdings", "lots", parameters.getDouble("quantity_scale"), clip)
            .fraction("imbalance_3")
            .positive("spread", "ticks", scale, clip)
            .signed("mid_minus_last_trade", "ticks", scale, clip);
    for (int i = CHANGES; i > 0; i--) {
      fields.signed("mid_change_" + i, "ticks", scale, clip);
    }
    return new Block(instrument, fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private final int instrument;
    private final Depth depth = new Depth(LEVELS);
    private final MidHistory history = new MidHistory(CHANGES);
    private final List<ObservationField> fields;

    Block(int instrument, List<ObservationField> fields) {
      this.instrument = instrument;
      this.fields = fields;
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void reset(Views views) {
      history.clear();
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      MarketView market = views.book();
      history.add(market.doubleMidTicks(instrument));
      raw[offset] = views.account().positionLots(instrument);
      raw[offset + 1] =
          Quotes.bidShare(
              depth.totalLots(market, instrument, Side.BUY, LEVELS),
              depth.totalLots(market, instrument, Side.SELL, LEVELS));
      raw[offset + 2] = Quotes.spreadTicks(market, instrument);
      raw[offset + 3] = Quotes.midMinusLastTradeTicks(market, instrument);
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
