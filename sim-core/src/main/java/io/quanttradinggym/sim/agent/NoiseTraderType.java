package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.market.Report;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Zero-intelligence order flow. */
@AutoService(AgentType.class)
public final class NoiseTraderType implements AgentType {
  @Override
  public String type() {
    return "noise";
  }

  @Override
  public String description() {
    return "Zero-intelligence trader. At exponential intervals it cancels its remaining orders and "
        + "sends a market order or a limit order of random side, quantity and depth; after Farmer, "
        + "Patelli and Zovko (2005).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer("instrument", "index", 0L, 0, 10_000, "Instrument index."),
        ParameterSpec.duration(
            "mean_interval", "10s", "1us", "24h", "Mean interval between actions."),
        ParameterSpec.number("market_probability", "", 0.3, 0, 1, "Share of market orders."),
        ParameterSpec.number(
            "mean_depth",
            "ticks",
            6.0,
            0,
            1e5,
            "Mean distance of limit orders from the best price."),
        ParameterSpec.number("median_size", "lots", 5.0, 1, 1e6, "Median order quantity."),
        ParameterSpec.number(
            "size_deviation",
            "",
            0.8,
            0,
            5,
            "Standard deviation of the logarithm of the quantity."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new NoiseTrader(parameters);
  }

  private static final class NoiseTrader implements Agent {
    private final int instrument;
    private final double meanIntervalNanos;
    private final double marketProbability;
    private final double meanDepthTicks;
    private final double logMedianQuantity;
    private final double quantityDeviation;
    private long orderId = OrderBook.NO_ORDER;

    NoiseTrader(Parameters parameters) {
      instrument = parameters.getInt("instrument");
      meanIntervalNanos = parameters.getNanos("mean_interval");
      marketProbability = parameters.getDouble("market_probability");
      meanDepthTicks = parameters.getDouble("mean_depth");
      logMedianQuantity = StrictMath.log(parameters.getDouble("median_size"));
      quantityDeviation = parameters.getDouble("size_deviation");
    }

    @Override
    public void onStart(AgentContext context) {
      scheduleNext(context);
    }

    @Override
    public void onWake(AgentContext context) {
      scheduleNext(context);
      if (orderId != OrderBook.NO_ORDER) {
        context.gateway().cancel(instrument, orderId);
        orderId = OrderBook.NO_ORDER;
      }
      RandomStream random = context.random();
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      double logQuantity = logMedianQuantity + quantityDeviation * random.nextNormal();
      long quantity = Math.max(1, Math.round(StrictMath.exp(logQuantity)));
      boolean market = random.nextDouble() < marketProbability;
      double depthDraw = random.nextDouble();
      int touch = context.market().bestTicks(instrument, side);
      if (market) {
        context.gateway().submitMarket(instrument, side, quantity);
      } else if (touch != OrderBook.NO_PRICE) {
        double depth = RandomStream.exponential(depthDraw) * meanDepthTicks;
        int price = Math.max(1, touch - side.sign() * (int) (depth - 1));
        orderId = context.gateway().submitLimit(instrument, side, price, quantity, TimeInForce.GTC);
      }
    }

    @Override
    public boolean wantsOrderEvents() {
      return true;
    }

    @Override
    public Set<Report> ignoredOrderEvents() {
      return EnumSet.complementOf(EnumSet.of(Report.FILL));
    }

    @Override
    public void onFill(
        AgentContext context,
        int filled,
        long filledOrderId,
        Side side,
        int priceTicks,
        long quantityLots,
        long remainingLots) {
      if (filledOrderId == orderId && remainingLots == 0) {
        orderId = OrderBook.NO_ORDER;
      }
    }

    private void scheduleNext(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(orderId);
    }

    @Override
    public void load(StateReader in) {
      orderId = in.readLong();
    }
  }
}
