package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Compares two averages of the mid prices that it saw itself. */
@AutoService(AgentType.class)
public final class MovingAverageMomentumType implements AgentType {
  @Override
  public String type() {
    return "moving-average-momentum";
  }

  @Override
  public String description() {
    return "Observes the mid price at exponential intervals. Once it has enough observations, it "
        + "buys at the best ask when the short mean is at or above the long mean and otherwise "
        + "sells at the best bid, at every observation. This is the momentum agent of ABIDES "
        + "(Byrd, Hybinette and Balch, 2020).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        Rhythm.meanInterval("37s", "observations"),
        ParameterSpec.integer(
            "short_window", "looks", 20L, 1, 100_000, "Window of the short mean."),
        ParameterSpec.integer("long_window", "looks", 50L, 2, 100_000, "Window of the long mean."),
        ParameterSpec.bool(
            "fixed_size", false, "Whether to draw the quantity once for all orders."),
        ParameterSpec.plugin(
            "order_size", DistributionType.class, "lots", "abides-order-size", "Order quantity."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new MovingAverageMomentum(parameters);
  }

  private static final class MovingAverageMomentum implements Agent {
    private final int instrument;
    private final double meanIntervalNanos;
    private final int shortWindow;
    private final int longWindow;
    private final OrderQuantities quantities;
    private final long[] doubleMids; // ring of the last looks
    private long shortSum;
    private long longSum;
    private long looks;

    MovingAverageMomentum(Parameters parameters) {
      instrument = parameters.getInt("instrument");
      meanIntervalNanos = Rhythm.meanInterval(parameters);
      shortWindow = parameters.getInt("short_window");
      longWindow = Math.max(shortWindow, parameters.getInt("long_window"));
      quantities =
          new OrderQuantities(
              Distribution.of(parameters, "order_size"), parameters.getBoolean("fixed_size"));
      doubleMids = new long[longWindow];
    }

    @Override
    public void onStart(AgentContext context) {
      quantities.start(context.random());
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
      int bid = context.market().bestTicks(instrument, Side.BUY);
      int ask = context.market().bestTicks(instrument, Side.SELL);
      if (bid == OrderBook.NO_PRICE || ask == OrderBook.NO_PRICE) {
        return;
      }
      look(bid + ask);
      if (looks <= longWindow) {
        return;
      }
      long quantity = quantities.next(context.random());
      if (quantity > 0) {
        boolean up = shortSum * longWindow >= longSum * shortWindow;
        Side side = up ? Side.BUY : Side.SELL;
        context.gateway().submitLimit(instrument, side, up ? ask : bid, quantity, TimeInForce.GTC);
      }
    }

    private void look(long doubleMid) {
      int at = (int) (looks % longWindow);
      longSum += doubleMid - doubleMids[at];
      shortSum += doubleMid;
      if (looks >= shortWindow) {
        shortSum -= doubleMids[(int) ((looks - shortWindow) % longWindow)];
      }
      doubleMids[at] = doubleMid;
      looks++;
    }

    @Override
    public void save(StateWriter out) {
      quantities.save(out);
      out.writeLongs(doubleMids, 0, longWindow);
      out.writeLong(shortSum);
      out.writeLong(longSum);
      out.writeLong(looks);
    }

    @Override
    public void load(StateReader in) {
      quantities.load(in);
      in.readLongs(doubleMids, 0, longWindow);
      shortSum = in.readLong();
      longSum = in.readLong();
      looks = in.readLong(0, Times.MAX_NANOS);
    }
  }
}
