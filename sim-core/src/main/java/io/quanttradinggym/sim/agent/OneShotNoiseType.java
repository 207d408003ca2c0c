package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Trades once a day. */
@AutoService(AgentType.class)
public final class OneShotNoiseType implements AgentType {
  /** Of the density of a U-quadratic distribution on [0, 1]: 12 (x - 1/2)². */
  private static final double CURVATURE = 12;

  private static final double HALF = 0.5;

  @Override
  public String type() {
    return "one-shot-noise";
  }

  @Override
  public String description() {
    return "Sends a single order a day, of random side and quantity, at the best price of the other "
        + "side. The time follows a U-quadratic distribution: orders are more frequent early and "
        + "late in the day than in its middle. Orders drawn before the open are sent at the open. "
        + "This is the noise agent of ABIDES (Byrd, Hybinette and Balch, 2020).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        ParameterSpec.duration(
            "before_open",
            "30m",
            "0s",
            "24h",
            "Time before the open at which the distribution begins."),
        ParameterSpec.plugin(
            "order_size", DistributionType.class, "lots", "abides-order-size", "Order quantity."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    long begin = setup.openNanos() - parameters.getNanos("before_open");
    return new OneShotNoise(
        parameters.getInt("instrument"),
        begin,
        setup.closeNanos() - begin,
        Distribution.of(parameters, "order_size"));
  }

  private record OneShotNoise(
      int instrument, long beginNanos, long lengthNanos, Distribution orderQuantity)
      implements Agent {
    @Override
    public void onStart(AgentContext context) {
      double y = context.random().nextDouble();
      double fraction = HALF + StrictMath.cbrt(3 / CURVATURE * y - HALF * HALF * HALF);
      context.wakeAt(beginNanos + (long) (fraction * lengthNanos));
    }

    @Override
    public void onWake(AgentContext context) {
      RandomStream random = context.random();
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      long quantity = orderQuantity.nextLots(random, 0);
      int touch = context.market().bestTicks(instrument, side.opposite());
      if (touch != OrderBook.NO_PRICE && quantity > 0) {
        context.gateway().submitLimit(instrument, side, touch, quantity, TimeInForce.GTC);
      }
    }
  }
}
