package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Order flow without memory. */
@AutoService(AgentType.class)
public final class PoissonPoolType implements AgentType {
  @Override
  public String type() {
    return "poisson-pool";
  }

  @Override
  public String description() {
    return "Aggregate order flow of many traders: market orders, limit orders and cancellations "
        + "arrive as Poisson processes. The cancellation rate is proportional to the number of "
        + "resting orders; after Smith, Farmer, Gillemot and Krishnamurthy (2003).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Pool.parameters(
        ParameterSpec.number("market_rate", "per second", 5.0, 0, 1e9, "Rate of market orders."),
        ParameterSpec.number("limit_rate", "per second", 20.0, 0, 1e9, "Rate of limit orders."),
        ParameterSpec.number(
            "cancel_rate", "per second", 0.1, 0, 1e6, "Cancellation rate of each resting order."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new PoissonPool(parameters, setup);
  }

  private static final class PoissonPool extends Pool {

    private final double marketRate;
    private final double limitRate;
    private final double cancelRate;

    PoissonPool(Parameters parameters, AgentSetup setup) {
      super(parameters, setup);
      marketRate = parameters.getDouble("market_rate");
      limitRate = Math.max(1e-9, parameters.getDouble("limit_rate"));
      cancelRate = parameters.getDouble("cancel_rate");
    }

    @Override
    public void onStart(AgentContext context) {
      schedule(context);
    }

    @Override
    public void onWake(AgentContext context) {
      double draw = context.random().nextDouble() * rate();
      if (draw < marketRate) {
        market(context, side(context, tilt(context)));
      } else if (draw < marketRate + limitRate) {
        limit(context, side(context, tilt(context)));
      } else {
        boolean bid = draw < marketRate + limitRate + cancelRate * restingCount(Side.BUY);
        cancel(context, bid ? Side.BUY : Side.SELL);
      }
      schedule(context);
    }

    private double rate() {
      int count = restingCount(Side.BUY) + restingCount(Side.SELL);
      return marketRate + limitRate + cancelRate * count;
    }

    private void schedule(AgentContext context) {
      Rhythm.wakeLater(context, Units.NANOS_PER_SECOND / rate());
    }
  }
}
