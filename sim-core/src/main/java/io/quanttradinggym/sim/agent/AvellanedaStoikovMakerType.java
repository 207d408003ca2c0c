package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.engine.Agent;
import io.quanttradinggym.sim.engine.AgentContext;
import io.quanttradinggym.sim.engine.AgentSetup;
import io.quanttradinggym.sim.engine.AgentType;
import io.quanttradinggym.sim.indicator.IndicatorRequest;
import io.quanttradinggym.sim.parameter.ParameterSpec;
import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import java.util.List;

/** Quotes by Avellaneda and Stoikov. */
@AutoService(AgentType.class)
public final class AvellanedaStoikovMakerType implements AgentType {
  @Override
  public String type() {
    return "avellaneda-stoikov";
  }

  @Override
  public String description() {
    return "Quotes both sides around the reservation price r = s − q·γ·σ²·τ, with the spread γ·σ²·τ + (2/γ)·ln(1 + γ/k)"
        + " (Avellaneda and Stoikov, 2008): s is a running average of its noisy observations of the fair value and of the mid,"
        + " q the position in units of the quote size, σ the volatility of the last bars, and τ a horizon that moves with the"
        + " time (Gueant, Lehalle and Fernandez-Tapia, 2013, let it go to infinity).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        Rhythm.meanInterval("1s", "its quotes"),
        ParameterSpec.number("risk_aversion", "per tick", 0.02, 1e-9, 100, "γ, for a quote size."),
        ParameterSpec.number("fill_decay", "per tick", 0.5, 1e-6, 1000, "k: fills thin out so."),
        ParameterSpec.duration("horizon", "10s", "1ms", "24h", "τ."),
        ParameterSpec.integer("size", "lots", 20L, 1, 1_000_000, "Size of a quote."),
        ParameterSpec.number(
            "fair_weight", "", 0.5, 0, 1, "Weight of the fair value in s; the mid has the rest."),
        ParameterSpec.number(
            "observation_deviation", "ticks", 2.0, 0, 1e6, "Error of one observation."),
        ParameterSpec.number(
            "belief_weight", "", 0.5, 0, 1, "Weight of the newest observation in the average."),
        ParameterSpec.number(
            "min_volatility", "ticks per square-root second", 0.5, 0, 1e6, "σ is at least this."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new AvellanedaStoikovMaker(parameters, setup);
  }

  private static final class AvellanedaStoikovMaker implements Agent {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BAR_NANOS = 5_000_000_000L;
    private static final int BARS = 60;

    private final int instrument;
    private final double meanIntervalNanos;
    private final double riskAversion;
    private final double halfConstant;
    private final double horizonSeconds;
    private final long size;
    private final double fairWeight;
    private final double observationDeviation;
    private final double beliefWeight;
    private final double minVolatility;
    private final long[] orders = new long[2]; // by side
    private final int[] prices = new int[2]; // by side
    private double belief;

    AvellanedaStoikovMaker(Parameters parameters, AgentSetup setup) {
      instrument = parameters.getInt("instrument");
      meanIntervalNanos = Rhythm.meanInterval(parameters);
      riskAversion = parameters.getDouble("risk_aversion");
      double decay = parameters.getDouble("fill_decay");
      halfConstant = StrictMath.log(1 + riskAversion / decay) / riskAversion;
      horizonSeconds = parameters.getNanos("horizon") / NANOS_PER_SECOND;
      size = parameters.getLong("size");
      fairWeight = parameters.getDouble("fair_weight");
      observationDeviation = parameters.getDouble("observation_deviation");
      beliefWeight = parameters.getDouble("belief_weight");
      minVolatility = parameters.getDouble("min_volatility");
      belief = setup.initialTicks().get(instrument);
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(
          IndicatorRequest.of("rolling-volatility", instrument, BAR_NANOS, "window", BARS));
    }

    @Override
    public boolean hearsOrders() {
      return true;
    }

    @Override
    public void onStart(AgentContext context) {
      quote(context);
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
      double error = observationDeviation * context.random().nextNormal();
      double observed = context.fundamentalTicks(instrument) + error;
      double mid = context.market().midTicks(instrument);
      belief += beliefWeight * (fairWeight * observed + (1 - fairWeight) * mid - belief);
      quote(context);
    }

    private void quote(AgentContext context) {
      double mid = context.market().midTicks(instrument);
      double perBar = context.indicator(0) * mid;
      double measured = perBar / Math.sqrt(BAR_NANOS / NANOS_PER_SECOND);
      double volatility = measured > minVolatility ? measured : minVolatility;
      double risk = riskAversion * volatility * volatility * horizonSeconds;
      double centre = belief - risk * context.positionLots(instrument) / size;
      double half = risk / 2 + halfConstant;
      place(context, Side.BUY, (int) Math.floor(centre - half));
      place(context, Side.SELL, (int) Math.ceil(centre + half));
    }

    /** Leaves an order that is where it should be, so that it keeps its place in the queue. */
    private void place(AgentContext context, Side side, int price) {
      int at = side.index();
      if (orders[at] != OrderBook.NO_ORDER) {
        if (prices[at] == price) {
          return;
        }
        context.gateway().cancel(instrument, orders[at]);
      }
      prices[at] = Math.max(1, price);
      orders[at] =
          context.gateway().submitLimit(instrument, side, prices[at], size, TimeInForce.GTC);
    }

    @Override
    public void onFill(
        AgentContext context,
        int filled,
        long orderId,
        Side side,
        int priceTicks,
        long quantityLots,
        long remainingLots) {
      if (remainingLots == 0) {
        forget(orderId);
      }
    }

    @Override
    public void onCancelled(
        AgentContext context,
        int cancelled,
        long orderId,
        long remainingLots,
        CancelReason reason) {
      forget(orderId);
    }

    @Override
    public void onRejected(AgentContext context, int rejected, long orderId, RejectReason reason) {
      forget(orderId);
    }

    private void forget(long orderId) {
      for (int at = 0; at < orders.length; at++) {
        if (orders[at] == orderId) {
          orders[at] = OrderBook.NO_ORDER;
        }
      }
    }

    @Override
    public void save(StateWriter out) {
      out.writeDouble(belief);
      out.writeLongs(orders, 0, orders.length);
      out.writeInts(prices, 0, prices.length);
    }

    @Override
    public void load(StateReader in) {
      belief = in.readDouble();
      in.readLongs(orders, 0, orders.length);
      in.readInts(prices, 0, prices.length);
    }
  }
}
