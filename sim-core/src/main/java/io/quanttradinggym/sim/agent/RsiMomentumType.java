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

/** Momentum by the relative strength index. */
@AutoService(AgentType.class)
public final class RsiMomentumType implements AgentType {
  @Override
  public String type() {
    return "rsi-momentum";
  }

  @Override
  public String description() {
    return "Momentum by the relative strength index (Wilder, 1978): holds a long position while the "
        + "index is above 50 by more than a band, a short position while it is below 50 by more "
        + "than the band, and no position in between.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return SignalTrader.parameters(
        "30s",
        ParameterSpec.integer("window", "bars", 14L, 1, 100_000, "Window of the index."),
        ParameterSpec.number("band", "", 10.0, 0, 50, "Minimum distance from 50 to act on."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new RsiMomentum(parameters);
  }

  private static final class RsiMomentum extends SignalTrader {
    private static final double EVEN = 50;

    private final int window;
    private final double band;

    RsiMomentum(Parameters parameters) {
      super(parameters);
      window = parameters.getInt("window");
      band = parameters.getDouble("band");
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(own("rsi", "window", window));
    }

    @Override
    double signal(AgentContext context) {
      double excess = context.indicator(0) - EVEN;
      if (Double.isNaN(excess)) {
        return Double.NaN;
      }
      return Math.abs(excess) > band ? Math.signum(excess) : 0;
    }
  }
}
