package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Trades towards its estimate of the fair value. */
@AutoService(AgentType.class)
public final class ValueTraderType implements AgentType {
  @Override
  public String type() {
    return "value";
  }

  @Override
  public String description() {
    return "Observes the fair value with noise at exponential intervals and takes liquidity up to "
        + "its estimate when the price deviates by more than a threshold; after Wah and Wellman's "
        + "value agents (2017), without their private values.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer("instrument", "index", 0L, 0, 10_000, "Instrument index."),
        ParameterSpec.duration(
            "mean_interval", "20s", "1us", "24h", "Mean interval between observations."),
        ParameterSpec.number(
            "observation_deviation",
            "ticks",
            3.0,
            0,
            1e6,
            "Standard deviation of the observation error."),
        ParameterSpec.number("threshold", "ticks", 2.0, 0, 1e6, "Minimum gain per lot."),
        ParameterSpec.integer("size", "lots", 10L, 1, 1_000_000, "Order quantity."),
        ParameterSpec.integer(
            "max_position", "lots", 1000L, 1, 1_000_000_000, "Largest absolute position."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new ValueTrader(
        parameters.getInt("instrument"),
        parameters.getNanos("mean_interval"),
        parameters.getDouble("observation_deviation"),
        parameters.getDouble("threshold"),
        parameters.getLong("size"),
        parameters.getLong("max_position"));
  }

  private record ValueTrader(
      int instrument,
      double meanIntervalNanos,
      double observationDeviation,
      double threshold,
      long quantity,
      long maxPosition)
      implements Agent {
    @Override
    public void onStart(AgentContext context) {
      scheduleNext(context);
    }

    @Override
    public void onWake(AgentContext context) {
      scheduleNext(context);
      double estimate =
          context.fundamentalTicks(instrument)
              + observationDeviation * context.random().nextNormal();
      tradeTowards(context, Side.BUY, estimate);
      tradeTowards(context, Side.SELL, estimate);
    }

    private void tradeTowards(AgentContext context, Side side, double estimate) {
      int opposite = context.market().bestTicks(instrument, side.opposite());
      if (opposite == OrderBook.NO_PRICE) {
        return;
      }
      double gain = (estimate - opposite) * side.sign();
      long room = maxPosition - context.positionLots(instrument) * side.sign();
      if (gain >= threshold && room > 0) {
        int limit = (int) Math.round(estimate - side.sign() * threshold);
        context
            .gateway()
            .submitLimit(
                instrument, side, Math.max(1, limit), Math.min(quantity, room), TimeInForce.IOC);
      }
    }

    private void scheduleNext(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
    }
  }
}
