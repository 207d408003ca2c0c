package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.trader.NeedsParentOrder;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderView;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;

/** The observation of ABIDES-gym's execution environment. */
@AutoService(ObservationBlockType.class)
public final class ExecutionAbidesBlock implements ObservationBlockType, NeedsParentOrder {
  private static final int NEAR_LEVELS = 5;
  private static final int CHANGES = 3;
  private static final int SIZE = 11;

  @Override
  public String type() {
    return "execution-abides";
  }

  @Override
  public String description() {
    return "The eleven values of ABIDES-gym's execution environment (Amrouni et al., 2021), in its order: executed"
        + " fraction of the parent order, elapsed fraction of time, their difference, imbalance bid / (bid + ask)"
        + " over all levels and over 5, log(mid / arrival price) with its sign flipped for a SELL, spread,"
        + " mid − last trade, and the last 3 mid differences from decision to decision, oldest first.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer(
            "all_levels", "", 100L, NEAR_LEVELS, 10_000, "How many levels count as all of them."),
        ParameterSpec.number(
            "log_price_scale",
            "",
            0.001,
            1e-9,
            1.0,
            "What log(mid / arrival price) is divided by."),
        Fields.priceScaleParameter(10),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    double scale = parameters.getDouble("price_scale");
    double clip = parameters.getDouble("clip");
    Fields fields =
        new Fields(0)
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
      depth = new Depth(0, allLevels);
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
      ParentOrder parent = ParentOrder.of(view);
      double executed = (double) view.executedLots() / parent.quantityLots();
      double time = ClockBlock.elapsed(view);
      raw[offset] = executed;
      raw[offset + 1] = time;
      raw[offset + 2] = executed - time;
      raw[offset + 3] = bidShare(market, allLevels);
      raw[offset + 4] = bidShare(market, NEAR_LEVELS);
      double ratio = (double) market.doubleMidTicks(0) / view.arrivalDoubleMidTicks();
      raw[offset + 5] = parent.side().sign() * StrictMath.log(ratio);
      raw[offset + 6] = Quotes.spreadTicks(market, 0);
      raw[offset + 7] = Quotes.midMinusLastTradeTicks(market, 0);
      history.add(market.doubleMidTicks(0));
      for (int age = 0; age < CHANGES; age++) {
        raw[offset + SIZE - 1 - age] = history.changeTicks(age);
      }
    }

    private double bidShare(MarketView market, int levels) {
      return Quotes.bidShare(
          depth.totalLots(market, Side.BUY, levels), depth.totalLots(market, Side.SELL, levels));
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
