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

/** Bets that prices outside their band return. */
@AutoService(AgentType.class)
public final class BollingerReversionType implements AgentType {
  @Override
  public String type() {
    return "bollinger-reversion";
  }

  @Override
  public String description() {
    return "Buys when the close is below the lower Bollinger band, sells when it is above the upper "
        + "band, and closes the position when the close crosses the middle band (Bollinger, 1992).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return SignalTrader.parameters(
        "30s",
        ParameterSpec.integer("window", "bars", 20L, 1, 100_000, "Look-back window of the bands."),
        ParameterSpec.number("width", "deviations", 2.0, 0, 100, "Half-width of the bands."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new BollingerReversion(parameters);
  }

  private static final class BollingerReversion extends SignalTrader {
    private static final int PERCENT = 3;
    private static final double MIDDLE = 0.5;

    private final int window;
    private final double width;

    BollingerReversion(Parameters parameters) {
      super(parameters);
      window = parameters.getInt("window");
      width = parameters.getDouble("width");
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(own("bollinger", "window", window, "width", width));
    }

    @Override
    double signal(AgentContext context) {
      double percent = context.indicator(0, PERCENT);
      if (percent < 0) {
        return 1;
      }
      if (percent > 1) {
        return -1;
      }
      long position = context.positionLots(instrument());
      return position * (percent - MIDDLE) > 0 ? 0 : Double.NaN;
    }
  }
}
