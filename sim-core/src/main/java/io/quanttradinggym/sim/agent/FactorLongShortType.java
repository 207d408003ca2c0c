package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.ArrayList;
import java.util.List;

/** Ranks all instruments, and holds the best against the worst. */
@AutoService(AgentType.class)
public final class FactorLongShortType implements AgentType {
  @Override
  public String type() {
    return "factor-long-short";
  }

  @Override
  public String description() {
    return "Ranks all instruments by a weighted sum of standardised factors: momentum (return of "
        + "recent bars; Jegadeesh and Titman, 1993), value (fair value over price, observed with "
        + "noise; Fama and French, 1992) and low volatility (Ang, Hodrick, Xing and Zhang, 2006). "
        + "Holds the top third long and the bottom third short. Requires at least three "
        + "instruments.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.duration("interval", "1m", "1ms", "24h", "Bar length."),
        ParameterSpec.integer("window", "bars", 15L, 2, 100_000, "Look-back window."),
        ParameterSpec.duration(
            "rebalance", "5m", "1ms", "24h", "Interval between rebalancing trades."),
        ParameterSpec.number("momentum", "", 1.0, -100, 100, "Weight of the momentum factor."),
        ParameterSpec.number("value", "", 1.0, -100, 100, "Weight of the value factor."),
        ParameterSpec.number(
            "volatility", "", -0.5, -100, 100, "Weight of the low-volatility factor."),
        ParameterSpec.number(
            "observation_error",
            "",
            0.002,
            0,
            1,
            "Relative standard deviation of the error in fair values."),
        ParameterSpec.integer(
            "size", "lots", 10L, 1, 1_000_000, "Absolute position in each held instrument."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new FactorLongShort(parameters, setup.instruments().size());
  }

  private static final class FactorLongShort implements Agent {
    private static final int THIRDS = 3;

    private final int instruments;
    private final long intervalNanos;
    private final int window;
    private final long rebalanceNanos;
    private final double momentum;
    private final double value;
    private final double volatility;
    private final double observationError;
    private final long quantity;
    private final double[] factor; // scratch
    private final double[] scores; // scratch
    private boolean isComplete; // scratch

    FactorLongShort(Parameters parameters, int instruments) {
      this.instruments = instruments;
      intervalNanos = parameters.getNanos("interval");
      window = parameters.getInt("window");
      rebalanceNanos = parameters.getNanos("rebalance");
      momentum = parameters.getDouble("momentum");
      value = parameters.getDouble("value");
      volatility = parameters.getDouble("volatility");
      observationError = parameters.getDouble("observation_error");
      quantity = parameters.getLong("size");
      factor = new double[instruments];
      scores = new double[instruments];
    }

    @Override
    public List<IndicatorRequest> indicators() {
      List<IndicatorRequest> requests = new ArrayList<>();
      for (int i = 0; i < instruments; i++) {
        requests.add(IndicatorRequest.of("rate-of-change", i, intervalNanos, "window", window));
        requests.add(IndicatorRequest.of("rolling-volatility", i, intervalNanos, "window", window));
      }
      return requests;
    }

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(
          context.market().openNanos() + context.random().nextLong(0, rebalanceNanos - 1));
    }

    @Override
    public void onWake(AgentContext context) {
      context.wakeAt(context.market().timeNanos() + rebalanceNanos);
      isComplete = instruments >= THIRDS;
      for (int i = 0; i < instruments; i++) {
        scores[i] = 0;
        factor[i] = context.indicator(2 * i);
      }
      add(momentum);
      for (int i = 0; i < instruments; i++) {
        factor[i] = context.indicator(2 * i + 1);
      }
      add(volatility);
      for (int i = 0; i < instruments; i++) {
        double error = 1 + observationError * context.random().nextNormal();
        factor[i] = context.fundamentalTicks(i) * error / context.market().midTicks(i);
      }
      add(value);
      if (isComplete) {
        hold(context);
      }
    }

    /** Adds the standardised factor to the scores. */
    private void add(double weight) {
      double sum = 0;
      double squares = 0;
      for (double x : factor) {
        sum += x;
        squares += x * x;
      }
      double mean = sum / instruments;
      double deviation = Math.sqrt(Math.max(0, squares / instruments - mean * mean));
      isComplete = isComplete && !Double.isNaN(sum);
      for (int i = 0; i < instruments; i++) {
        scores[i] += deviation > 0 ? weight * (factor[i] - mean) / deviation : 0;
      }
    }

    private void hold(AgentContext context) {
      int third = instruments / THIRDS;
      for (int i = 0; i < instruments; i++) {
        int better = 0;
        for (int other = 0; other < instruments; other++) {
          boolean ahead = scores[other] > scores[i] || (scores[other] == scores[i] && other < i);
          better += ahead ? 1 : 0;
        }
        long wanted = better < third ? quantity : better >= instruments - third ? -quantity : 0;
        SignalTrader.tradeTo(context, i, wanted);
      }
    }
  }
}
