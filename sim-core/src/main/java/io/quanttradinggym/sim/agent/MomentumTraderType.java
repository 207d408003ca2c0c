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

/** Follows the crossing of two moving averages of the mid price. */
@AutoService(AgentType.class)
public final class MomentumTraderType implements AgentType {
  @Override
  public String type() {
    return "momentum";
  }

  @Override
  public String description() {
    return "Keeps a short and a long exponential average of the mid price, sampled at exponential intervals, and holds a position"
        + " in the direction of their difference; after the momentum agents of ABIDES (Byrd, Hybinette and Balch, 2020).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer("instrument", "index", 0L, 0, 10_000, "Instrument index."),
        ParameterSpec.duration(
            "mean_interval", "15s", "1us", "24h", "Mean interval between samples."),
        ParameterSpec.number(
            "short_weight", "", 0.4, 0, 1, "Weight of the newest sample in the short average."),
        ParameterSpec.number(
            "long_weight", "", 0.1, 0, 1, "Weight of the newest sample in the long average."),
        ParameterSpec.number(
            "threshold", "ticks", 2.0, 0, 1e6, "Minimum difference of the averages to act on."),
        ParameterSpec.integer("size", "lots", 5L, 1, 1_000_000, "Absolute position to hold."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new MomentumTrader(parameters);
  }

  private static final class MomentumTrader implements Agent {
    private final int instrument;
    private final double meanIntervalNanos;
    private final double shortWeight;
    private final double longWeight;
    private final double threshold;
    private final long quantity;
    private boolean started;
    private double shortAverage;
    private double longAverage;

    MomentumTrader(Parameters parameters) {
      instrument = parameters.getInt("instrument");
      meanIntervalNanos = parameters.getNanos("mean_interval");
      shortWeight = parameters.getDouble("short_weight");
      longWeight = parameters.getDouble("long_weight");
      threshold = parameters.getDouble("threshold");
      quantity = parameters.getLong("size");
    }

    @Override
    public void onStart(AgentContext context) {
      scheduleNext(context);
    }

    @Override
    public void onWake(AgentContext context) {
      scheduleNext(context);
      double mid = context.market().midTicks(instrument);
      if (!started) {
        started = true;
        shortAverage = mid;
        longAverage = mid;
      }
      shortAverage += shortWeight * (mid - shortAverage);
      longAverage += longWeight * (mid - longAverage);
      double difference = shortAverage - longAverage;
      if (Math.abs(difference) < threshold) {
        return;
      }
      long wanted = difference > 0 ? quantity : -quantity;
      long change = wanted - context.positionLots(instrument);
      if (change != 0) {
        Side side = change > 0 ? Side.BUY : Side.SELL;
        context.gateway().submitMarket(instrument, side, Math.abs(change));
      }
    }

    private void scheduleNext(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void save(StateWriter out) {
      out.writeBoolean(started);
      out.writeDouble(shortAverage);
      out.writeDouble(longAverage);
    }

    @Override
    public void load(StateReader in) {
      started = in.readBoolean();
      shortAverage = in.readFinite();
      longAverage = in.readFinite();
    }
  }
}
