package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;

/** Order flow that depends on how long the queues are. */
@AutoService(AgentType.class)
public final class QueueReactivePoolType implements AgentType {
  @Override
  public String type() {
    return "queue-reactive-pool";
  }

  @Override
  public String description() {
    return "Aggregate order flow of many traders. Intensities depend on the queue length at the "
        + "best price of each side, measured in average order sizes; after Huang, Lehalle and "
        + "Rosenbaum (2015). Each table gives the intensity for queues of 0, 1, 2, … order sizes; "
        + "the last number applies to all longer queues.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Pool.parameters(
        ParameterSpec.integer("unit", "lots", 100L, 1, 1_000_000_000, "Average order size."),
        rates(
            "market_rates",
            List.of(0.0, 1.2, 0.8, 0.6, 0.5, 0.4),
            "Market order rate by queue length."),
        rates(
            "limit_rates",
            List.of(3.0, 2.4, 2.2, 2.0, 1.8, 1.6),
            "Limit order rate by queue length."),
        rates(
            "cancel_rates",
            List.of(0.0, 0.6, 1.0, 1.3, 1.5, 1.7),
            "Cancellation rate by queue length."));
  }

  private static ParameterSpec rates(String name, List<Double> defaults, String what) {
    return ParameterSpec.numbers(name, "per second", defaults, 0, 1e9, what);
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new QueueReactivePool(parameters, setup);
  }

  private static final class QueueReactivePool extends Pool {
    private static final Side[] SIDES = Side.values();

    private final long unit;
    private final double[] marketRates;
    private final double[] limitRates;
    private final double[] cancelRates;
    private final double bound;

    QueueReactivePool(Parameters parameters, AgentSetup setup) {
      super(parameters, setup);
      unit = parameters.getLong("unit");
      marketRates = parameters.getDoubles("market_rates");
      limitRates = parameters.getDoubles("limit_rates");
      cancelRates = parameters.getDoubles("cancel_rates");
      // The tilt can double the rates of one side.
      bound =
          2 * SIDES.length * (largest(marketRates) + largest(limitRates) + largest(cancelRates));
      if (bound <= 0) {
        throw new InvalidInputException("limit_rates", bound, "a rate above 0");
      }
    }

    private static double largest(double[] rates) {
      double largest = 0;
      for (double rate : rates) {
        largest = Math.max(largest, rate);
      }
      return largest;
    }

    @Override
    public void onStart(AgentContext context) {
      Rhythm.wakeLater(context, Units.NANOS_PER_SECOND / bound);
    }

    /** Thinning: at each candidate time the book decides whether there is an event, and which. */
    @Override
    public void onWake(AgentContext context) {
      Rhythm.wakeLater(context, Units.NANOS_PER_SECOND / bound);
      double tilt = tilt(context);
      double draw = context.random().nextDouble() * bound;
      for (Side side : SIDES) {
        int queue = queue(context.market(), side);
        double more = 1 + side.sign() * tilt;
        draw -= rate(limitRates, queue) * more;
        if (draw < 0) {
          limit(context, side);
          return;
        }
        draw -= rate(marketRates, queue) * (2 - more); // sells take what is bid
        if (draw < 0) {
          market(context, side.opposite());
          return;
        }
        draw -= rate(cancelRates, queue) * (2 - more);
        if (draw < 0) {
          cancel(context, side);
          return;
        }
      }
    }

    private int queue(MarketView market, Side side) {
      int best = market.bestTicks(instrument(), side);
      if (best == OrderBook.NO_PRICE) {
        return 0;
      }
      long lots = market.quantityLots(instrument(), side, best);
      return (int) Math.min(Integer.MAX_VALUE, (lots + unit - 1) / unit);
    }

    private static double rate(double[] rates, int queue) {
      return rates.length == 0 ? 0 : rates[Math.min(queue, rates.length - 1)];
    }
  }
}
