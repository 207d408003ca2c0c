package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Quotes several levels on both sides around its estimate of the value. */
@AutoService(AgentType.class)
public final class MarketMakerType implements AgentType {
  private static final Side[] SIDES = Side.values();

  @Override
  public String type() {
    return "market-maker";
  }

  @Override
  public String description() {
    return "Quotes a ladder on both sides around its estimate of the value: a running average of "
        + "noisy observations of the fair value, shifted against the inventory; after Chakraborty "
        + "and Kearns (2011) and the linear skew of Avellaneda and Stoikov (2008).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer("instrument", "index", 0L, 0, 10_000, "Instrument index."),
        ParameterSpec.duration(
            "mean_interval", "2s", "1us", "24h", "Mean interval between requotes."),
        ParameterSpec.number(
            "half_spread",
            "ticks",
            4.0,
            0.5,
            1e5,
            "Distance of the best quotes from the estimate."),
        ParameterSpec.integer("levels", "", 5L, 1, 50, "Number of price levels on each side."),
        ParameterSpec.integer("level_spacing", "ticks", 2L, 1, 10_000, "Distance between levels."),
        ParameterSpec.integer("size", "lots", 20L, 1, 1_000_000, "Quantity of each level."),
        ParameterSpec.number(
            "inventory_skew",
            "ticks per lot",
            0.02,
            0,
            1e3,
            "Shift of the quotes per lot of inventory."),
        ParameterSpec.number(
            "observation_deviation",
            "ticks",
            2.0,
            0,
            1e6,
            "Standard deviation of the observation error."),
        ParameterSpec.number(
            "belief_weight", "", 0.5, 0, 1, "Weight of the newest observation in the estimate."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new MarketMaker(parameters, setup);
  }

  private static final class MarketMaker extends Quoter {
    private final double meanIntervalNanos;
    private final double halfSpread;
    private final int levels;
    private final int levelSpacing;
    private final double inventorySkew;
    private final double observationDeviation;
    private final double beliefWeight;
    private double belief;

    MarketMaker(Parameters parameters, AgentSetup setup) {
      super(
          parameters.getInt("instrument"),
          parameters.getLong("size"),
          2 * parameters.getInt("levels")); // bids, then asks
      meanIntervalNanos = parameters.getNanos("mean_interval");
      halfSpread = parameters.getDouble("half_spread");
      levels = parameters.getInt("levels");
      levelSpacing = parameters.getInt("level_spacing");
      inventorySkew = parameters.getDouble("inventory_skew");
      observationDeviation = parameters.getDouble("observation_deviation");
      beliefWeight = parameters.getDouble("belief_weight");
      belief = setup.initialTicks().get(instrument());
    }

    @Override
    public void onStart(AgentContext context) {
      requote(context);
      scheduleNext(context);
    }

    @Override
    public void onWake(AgentContext context) {
      double observed =
          context.fundamentalTicks(instrument())
              + observationDeviation * context.random().nextNormal();
      belief += beliefWeight * (observed - belief);
      requote(context);
      scheduleNext(context);
    }

    private void requote(AgentContext context) {
      double centre = belief - inventorySkew * context.positionLots(instrument());
      for (Side side : SIDES) {
        double best = centre - side.sign() * halfSpread;
        int first = side == Side.BUY ? (int) Math.floor(best) : (int) Math.ceil(best);
        for (int level = 0; level < levels; level++) {
          int price = Math.max(1, first - side.sign() * level * levelSpacing);
          quote(context, side.index() * levels + level, side, price);
        }
      }
    }

    private void scheduleNext(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      out.writeDouble(belief);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      belief = in.readFinite();
    }
  }
}
