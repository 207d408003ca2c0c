package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Bets that two prices return to each other. */
@AutoService(AgentType.class)
public final class PairsType implements AgentType {
  @Override
  public String type() {
    return "pairs";
  }

  @Override
  public String description() {
    return "Statistical arbitrage of a pair (Gatev, Goetzmann and Rouwenhorst, 2006). When the "
        + "logarithm of the price ratio deviates from its mean by more than a number of standard "
        + "deviations, it sells the expensive instrument and buys the cheap one for equal "
        + "notional. It closes both positions when the ratio has reverted.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        ParameterSpec.integer("other", "index", 1L, 0, 10_000, "Index of the other instrument."),
        ParameterSpec.duration("interval", "30s", "1ms", "24h", "Bar length."),
        ParameterSpec.integer("window", "bars", 40L, 2, 100_000, "Look-back window of the mean."),
        ParameterSpec.number(
            "entry", "deviations", 2.0, 0, 100, "Deviation at which positions are opened."),
        ParameterSpec.number(
            "exit", "deviations", 0.5, 0, 100, "Deviation at which positions are closed."),
        ParameterSpec.integer(
            "size", "lots", 10L, 1, 1_000_000, "Absolute position in the instrument."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new Pairs(
        parameters.getInt("instrument"),
        setup.instrument(parameters, "other"),
        parameters.getNanos("interval"),
        parameters.getInt("window"),
        parameters.getDouble("entry"),
        parameters.getDouble("exit"),
        parameters.getLong("size"));
  }

  private record Pairs(
      int instrument,
      int other,
      long intervalNanos,
      int window,
      double entry,
      double exit,
      long quantity)
      implements Agent {
    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(
          IndicatorRequest.of(
              "ratio-z-score", instrument, intervalNanos, "window", window, "other", other));
    }

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(
          context.market().openNanos() + context.random().nextLong(0, intervalNanos - 1));
    }

    @Override
    public void onWake(AgentContext context) {
      context.wakeAt(context.market().timeNanos() + intervalNanos);
      double score = context.indicator(0);
      if (Math.abs(score) > entry) {
        long wanted = score > 0 ? -quantity : quantity;
        double ratio = context.market().midTicks(instrument) / context.market().midTicks(other);
        SignalTrader.tradeTo(context, instrument, wanted);
        if (context.positionLots(other) == 0 || context.positionLots(other) * wanted > 0) {
          SignalTrader.tradeTo(context, other, -Math.round(wanted * ratio));
        }
      } else if (Math.abs(score) < exit) {
        SignalTrader.tradeTo(context, instrument, 0);
        SignalTrader.tradeTo(context, other, 0);
      }
    }
  }
}
