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

/** Follows the MACD and its signal line. */
@AutoService(AgentType.class)
public final class MacdCrossoverType implements AgentType {
  @Override
  public String type() {
    return "macd-crossover";
  }

  @Override
  public String description() {
    return "Holds a long position while the MACD is above its signal line and a short position "
        + "while it is below (Appel, 1979).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return SignalTrader.parameters(
        "30s",
        ParameterSpec.integer("fast", "bars", 12L, 1, 100_000, "Window of the fast average."),
        ParameterSpec.integer("slow", "bars", 26L, 1, 100_000, "Window of the slow average."),
        ParameterSpec.integer("signal", "bars", 9L, 1, 100_000, "Window of the signal line."),
        ParameterSpec.number(
            "band",
            "ticks",
            0.2,
            0,
            1e6,
            "Minimum distance between MACD and signal line to act on."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new MacdCrossover(parameters);
  }

  private static final class MacdCrossover extends SignalTrader {
    private static final int HISTOGRAM = 2;

    private final int fast;
    private final int slow;
    private final int signal;
    private final double band;

    MacdCrossover(Parameters parameters) {
      super(parameters);
      fast = parameters.getInt("fast");
      slow = parameters.getInt("slow");
      signal = parameters.getInt("signal");
      band = parameters.getDouble("band");
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(own("macd", "fast", fast, "slow", slow, "signal", signal));
    }

    @Override
    double signal(AgentContext context) {
      double histogram = context.indicator(0, HISTOGRAM);
      return Math.abs(histogram) > band ? Math.signum(histogram) : Double.NaN;
    }
  }
}
