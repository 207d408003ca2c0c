package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;
import java.util.Set;

/** The observation of ABIDES-gym's execution environment. */
@AutoService(ObservationBlockType.class)
public final class ExecutionAbidesBlock implements ObservationBlockType {
  private static final int NEAR_LEVELS = 5;
  private static final int CHANGES = 3;
  private static final int SIZE = 11;

  @Override
  public String type() {
    return "execution-abides";
  }

  @Override
  public String description() {
    return "The eleven values of ABIDES-gym's execution environment (Amrouni et al., 2021), in its "
        + "order: executed fraction of the parent order, elapsed fraction of time, their "
        + "difference, imbalance bid / (bid + ask) over all levels and over 5, log(mid / arrival "
        + "price) with the sign flipped for a SELL, spread, mid − last trade, and the last 3 mid "
        + "differences between decisions, oldest first.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK, View.TASK, View.PARENT_ORDER);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer(
            "all_levels",
            "",
            100L,
            NEAR_LEVELS,
            10_000,
            "Number of levels that count as all levels."),
        ParameterSpec.number(
            "log_price_scale", "", 0.001, 1e-9, 1.0, "Divisor of log(mid / arrival price)."),
        Fields.priceScaleParameter(10),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    double scale = parameters.getDouble("price_scale");
    double clip = parameters.getDouble("clip");
    Fields fields =
        new Fields()
            .fraction("executed_fraction")
            .fraction("time_fraction")
            .signed("executed_minus_time", "", 1, 1)
            .fraction("imbalance_all")
            .fraction("imbalance_5")
            .signed("log_price_move", "", parameters.getDouble("log_price_scale"), clip)
            .positive("spread", "ticks", scale, clip)
            .signed("mid_minus_last_trade", "ticks", scale, clip);
    for (int i = CHANGES; i > 0; i--) {
      fields.signed("mid_change_" + i, "ticks", scale, clip);
    }
    return new Block(parameters.getInt("all_levels"), fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private final Depth depth;
    private final int allLevels;
    private final MidHistory history = new MidHistory(CHANGES);
    private final List<ObservationField> fields;

    Block(int allLevels, List<ObservationField> fields) {
      this.allLevels = allLevels;
      this.fields = fields;
      depth = new Depth(allLevels);
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
      ParentOrderView parent = views.parentOrder();
      int instrument = parent.instrument();
      double executed = (double) parent.executedLots() / parent.quantityLots();
      double time = views.task().elapsedFraction();
      raw[offset] = executed;
      raw[offset + 1] = time;
      raw[offset + 2] = executed - time;
      raw[offset + 3] = bidShare(market, instrument, allLevels);
      raw[offset + 4] = bidShare(market, instrument, NEAR_LEVELS);
      double ratio = (double) market.doubleMidTicks(instrument) / parent.arrivalDoubleMidTicks();
      raw[offset + 5] = parent.side().sign() * StrictMath.log(ratio);
      raw[offset + 6] = Quotes.spreadTicks(market, instrument);
      raw[offset + 7] = Quotes.midMinusLastTradeTicks(market, instrument);
      history.add(market.doubleMidTicks(instrument));
      for (int age = 0; age < CHANGES; age++) {
        raw[offset + SIZE - 1 - age] = history.changeTicks(age);
      }
    }

    private double bidShare(MarketView market, int instrument, int levels) {
      return Quotes.bidShare(
          depth.totalLots(market, instrument, Side.BUY, levels),
          depth.totalLots(market, instrument, Side.SELL, levels));
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
