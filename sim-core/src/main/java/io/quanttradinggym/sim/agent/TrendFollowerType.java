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

/** Follows the crossing of two simple averages. */
@AutoService(AgentType.class)
public final class TrendFollowerType implements AgentType {
  @Override
  public String type() {
    return "trend-following";
  }

  @Override
  public String description() {
    return "Holds a long position while the short simple moving average is above the long one and a "
        + "short position while it is below (the moving-average rule of Brock, Lakonishok and "
        + "LeBaron, 1992). Keeps its position while the difference is within a band around zero.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return SignalTrader.parameters(
        "30s",
        ParameterSpec.integer(
            "short_window", "bars", 5L, 1, 100_000, "Window of the short average."),
        ParameterSpec.integer(
            "long_window", "bars", 20L, 1, 100_000, "Window of the long average."),
        ParameterSpec.number("band", "ticks", 1.0, 0, 1e6, "Half-width of the band."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new TrendFollower(parameters);
  }

  private static final class TrendFollower extends SignalTrader {
    private final int shortWindow;
    private final int longWindow;
    private final double band;

    TrendFollower(Parameters parameters) {
      super(parameters);
      shortWindow = parameters.getInt("short_window");
      longWindow = parameters.getInt("long_window");
      band = parameters.getDouble("band");
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(own("sma", "window", shortWindow), own("sma", "window", longWindow));
    }

    @Override
    double signal(AgentContext context) {
      double difference = context.indicator(0) - context.indicator(1);
      return Math.abs(difference) > band ? Math.signum(difference) : Double.NaN;
    }
  }
}
