package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.base.unit.Units;
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

/** Learns the fair value from noisy observations. */
@AutoService(AgentType.class)
public final class BayesianValueType implements AgentType {

  @Override
  public String type() {
    return "bayesian-value";
  }

  @Override
  public String description() {
    return "Observes the fair value with noise at exponential intervals and updates its estimate by "
        + "Bayes' rule for a mean-reverting value. It forms an expectation of the value at the "
        + "close, buys below it and sells above it. An order either trades at once at the other "
        + "side's best price or is placed at a random price up to a few spreads better. The "
        + "previous order is cancelled first. After Wang and Wellman (2017), with the order "
        + "placement of ABIDES's value agents (Byrd, Hybinette and Balch, 2020).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        Rhythm.meanInterval("175s", "observations"),
        ParameterSpec.number(
            "observation_variance",
            "ticks²",
            1000.0,
            0,
            1e12,
            "Variance of the observation error."),
        ParameterSpec.number(
            "reversion_rate", "per second", 1.67e-6, 0, 10, "Mean reversion rate of the value."),
        ParameterSpec.number(
            "shock_variance",
            "ticks² per second",
            2.5,
            0,
            1e15,
            "Growth rate of the variance of the estimate."),
        ParameterSpec.number(
            "aggressive_probability", "", 0.1, 0, 1, "Share of orders that trade at once."),
        ParameterSpec.number(
            "depth",
            "spreads",
            2.0,
            0,
            1000,
            "Largest distance of the remaining orders from the other side's best price."),
        ParameterSpec.bool(
            "fixed_size", false, "Whether to draw the quantity once for all orders."),
        ParameterSpec.plugin(
            "order_size", DistributionType.class, "lots", "abides-order-size", "Order quantity."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new BayesianValue(parameters, setup);
  }

  private static final class BayesianValue implements Agent {
    private final int instrument;
    private final double meanIntervalNanos;
    private final double observationVariance;
    private final double reversionRate;
    private final double shockVariance;
    private final double aggressiveProbability;
    private final double depth;
    private final OrderQuantities quantities;
    private final double mean;
    private final long openNanos;
    private double estimate;
    private double variance;
    private long lastNanos;
    private long orderId;

    BayesianValue(Parameters parameters, AgentSetup setup) {
      instrument = parameters.getInt("instrument");
      meanIntervalNanos = Rhythm.meanInterval(parameters);
      observationVariance = parameters.getDouble("observation_variance");
      reversionRate = parameters.getDouble("reversion_rate");
      shockVariance = parameters.getDouble("shock_variance");
      aggressiveProbability = parameters.getDouble("aggressive_probability");
      depth = parameters.getDouble("depth");
      quantities =
          new OrderQuantities(
              Distribution.of(parameters, "order_size"), parameters.getBoolean("fixed_size"));
      mean = setup.initialTicks().get(instrument);
      openNanos = setup.openNanos();
      estimate = mean;
      lastNanos = openNanos;
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
    public void onStart(AgentContext context) {
      quantities.start(context.random());
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
      if (orderId != OrderBook.NO_ORDER) {
        context.gateway().cancel(instrument, orderId);
        orderId = OrderBook.NO_ORDER;
      }
      place(context, expectation(context));
    }

    /** The value at the close, as far as it can be known now. */
    private double expectation(AgentContext context) {
      long now = context.market().timeNanos();
      double noise = Math.sqrt(observationVariance) * context.random().nextNormal();
      double observed = context.fundamentalTicks(instrument) + noise;
      double seconds = Units.seconds(now - lastNanos);
      double decay = StrictMath.exp(-reversionRate * seconds);
      double prior = mean + (estimate - mean) * decay;
      double spread = reversionRate > 0 ? (1 - decay * decay) / (2 * reversionRate) : seconds;
      double priorVariance = decay * decay * variance + spread * shockVariance;
      double all = priorVariance + observationVariance;
      double weight = all > 0 ? priorVariance / all : 1;
      estimate = prior + weight * (observed - prior);
      variance = priorVariance * (1 - weight);
      lastNanos = now;
      double left = Units.seconds(context.market().closeNanos() - now);
      return mean + (estimate - mean) * StrictMath.exp(-reversionRate * left);
    }

    private void place(AgentContext context, double expected) {
      RandomStream random = context.random();
      int bid = context.market().bestTicks(instrument, Side.BUY);
      int ask = context.market().bestTicks(instrument, Side.SELL);
      long quantity = quantities.next(random);
      Side side;
      long price;
      if (bid == OrderBook.NO_PRICE || ask == OrderBook.NO_PRICE) {
        side = random.nextBoolean() ? Side.BUY : Side.SELL;
        price = Math.round(expected);
      } else {
        side = Math.round(expected) < (bid + ask) / 2 ? Side.SELL : Side.BUY;
        price = (side == Side.BUY ? ask : bid) - side.sign() * better(random, ask - bid);
      }
      if (quantity > 0) {
        int ticks = (int) Math.max(1, price);
        orderId = context.gateway().submitLimit(instrument, side, ticks, quantity, TimeInForce.GTC);
      }
    }

    /** Distance of the order from the other side's best price. */
    private long better(RandomStream random, int spread) {
      if (random.nextDouble() < aggressiveProbability) {
        return 0;
      }
      return (long) (random.nextDouble() * (long) (depth * spread));
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

    @Override
    public void save(StateWriter out) {
      quantities.save(out);
      out.writeDouble(estimate);
      out.writeDouble(variance);
      out.writeLong(lastNanos);
      out.writeLong(orderId);
    }

    @Override
    public void load(StateReader in) {
      quantities.load(in);
      estimate = in.readFinite();
      variance = in.readFinite();
      lastNanos = in.readLong(0, Times.MAX_NANOS);
      orderId = in.readLong();
    }
  }
}
