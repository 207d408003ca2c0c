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

/** Knows the fair value before others. */
@AutoService(AgentType.class)
public final class InformedType implements AgentType {
  @Override
  public String type() {
    return "informed";
  }

  @Override
  public String description() {
    return "Knows the exact future fair value a fixed time ahead, news included. At exponential "
        + "intervals it takes liquidity up to that value while the gain exceeds a threshold; the "
        + "informed trader of Glosten and Milgrom (1985).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        Rhythm.meanInterval("10s", "observations"),
        ParameterSpec.duration("foresight", "30s", "0s", "1h", "Look-ahead time."),
        ParameterSpec.number("threshold", "ticks", 2.0, 0, 1e6, "Minimum gain per lot."),
        ParameterSpec.integer("size", "lots", 10L, 1, 1_000_000, "Order quantity."),
        ParameterSpec.integer(
            "max_position", "lots", 500L, 1, 1_000_000_000, "Largest absolute position."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new Informed(
        parameters.getInt("instrument"),
        Rhythm.meanInterval(parameters),
        parameters.getNanos("foresight"),
        parameters.getDouble("threshold"),
        parameters.getLong("size"),
        parameters.getLong("max_position"));
  }

  private record Informed(
      int instrument,
      double meanIntervalNanos,
      long foresightNanos,
      double threshold,
      long quantity,
      long maxPosition)
      implements Agent {
    @Override
    public void onStart(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
      double value = context.foreseenTicks(instrument);
      take(context, Side.BUY, value);
      take(context, Side.SELL, value);
    }

    private void take(AgentContext context, Side side, double value) {
      int price = context.market().bestTicks(instrument, side.opposite());
      long room = maxPosition - side.sign() * context.positionLots(instrument);
      if (price == OrderBook.NO_PRICE || side.sign() * (value - price) < threshold || room <= 0) {
        return;
      }
      int limit = (int) Math.max(1, Math.round(value - side.sign() * threshold));
      context
          .gateway()
          .submitLimit(instrument, side, limit, Math.min(quantity, room), TimeInForce.IOC);
    }
  }
}
