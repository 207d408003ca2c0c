package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.Conditions;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.Report;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Sleeps until a price, news or a fill wakes it. */
@AutoService(AgentType.class)
public final class ReactiveInvestorType implements AgentType {
  @Override
  public String type() {
    return "reactive-investor";
  }

  @Override
  public String description() {
    return "Sleeps until the price is far enough below or above its estimate of the value, then "
        + "buys or sells at the market. A fill sets two new price triggers: a profit target at the "
        + "estimate and a stop loss. News and, over time, the price change the estimate. A "
        + "sleeping investor costs no computation, so a scenario can have 100,000 of them. Limit "
        + "prices of this kind are described by Chiarella, Iori and Perello (2009).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    Object band = Chosen.document("lognormal", "mean", -5.3, "deviation", 0.5);
    Object quantity = Chosen.document("lognormal", "mean", 1.5, "deviation", 1.0);
    return List.of(
        Rhythm.instrument(),
        ParameterSpec.plugin(
            "band",
            DistributionType.class,
            "relative",
            band,
            "Distance of the price from the estimate at which the investor trades."),
        ParameterSpec.number(
            "stop", "bands", 2.0, 0, 1000, "Adverse price move at which the stop loss triggers."),
        ParameterSpec.plugin(
            "size", DistributionType.class, "lots", quantity, "Quantity of each trade."),
        ParameterSpec.number(
            "belief_deviation", "", 0.002, 0, 1, "Relative error of the estimate at the open."),
        ParameterSpec.number(
            "adaptation",
            "",
            0.3,
            0,
            1,
            "Fraction by which the estimate moves to the price at each trade."),
        ParameterSpec.number(
            "news_weight",
            "",
            0.5,
            0,
            10,
            "Fraction by which the estimate follows news; 0 = news is ignored."),
        ParameterSpec.duration(
            "mean_review",
            "0s",
            "0s",
            "24h",
            "Mean interval between unconditional price checks; 0s = never."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    setup.instrument(parameters, "instrument");
    return new ReactiveInvestor(parameters.shared(Strategy::of), setup);
  }

  /** Data shared by all investors with the same parameters. */
  private record Strategy(
      int instrument,
      Distribution bands,
      double stop,
      Distribution quantities,
      double beliefDeviation,
      double adaptation,
      double newsWeight,
      double meanReviewNanos) {
    static Strategy of(Parameters parameters) {
      return new Strategy(
          parameters.getInt("instrument"),
          Distribution.of(parameters, "band"),
          parameters.getDouble("stop"),
          Distribution.of(parameters, "size"),
          parameters.getDouble("belief_deviation"),
          parameters.getDouble("adaptation"),
          parameters.getDouble("news_weight"),
          parameters.getNanos("mean_review"));
    }
  }

  private static final class ReactiveInvestor implements Agent {
    /** Waiting time after a rejected order. */
    private static final long REST_NANOS = Units.NANOS_PER_MINUTE;

    private final Strategy strategy;
    private double belief;
    private long below = Conditions.NONE;
    private long above = Conditions.NONE;
    private long restedNanos;

    ReactiveInvestor(Strategy strategy, AgentSetup setup) {
      this.strategy = strategy;
      belief = setup.initialTicks().get(strategy.instrument);
    }

    @Override
    public boolean wantsOrderEvents() {
      return true;
    }

    @Override
    public Set<Report> ignoredOrderEvents() {
      return EnumSet.of(Report.ACCEPTED);
    }

    @Override
    public boolean wantsNews() {
      return strategy.newsWeight > 0;
    }

    @Override
    public void onStart(AgentContext context) {
      belief *= 1 + strategy.beliefDeviation * context.random().nextNormal();
      await(context);
      reviewLater(context);
    }

    private void reviewLater(AgentContext context) {
      if (strategy.meanReviewNanos > 0) {
        Rhythm.wakeLater(context, strategy.meanReviewNanos);
      }
    }

    /** Its belief follows the price a little, and its prices follow its belief. */
    @Override
    public void onWake(AgentContext context) {
      adapt(context);
      await(context);
      if (context.market().timeNanos() != restedNanos) {
        reviewLater(context);
      }
    }

    @Override
    public void onNews(AgentContext context, NewsItem item) {
      if (item.concerns(context.market().instrument(strategy.instrument))) {
        belief *= StrictMath.exp(strategy.newsWeight * item.valueChange());
        await(context);
      }
    }

    @Override
    public void onCondition(AgentContext context, long condition) {
      if (condition != below && condition != above) {
        return; // it was replaced while the message was on its way
      }
      Side side = condition == below ? Side.BUY : Side.SELL;
      long position = context.positionLots(strategy.instrument);
      if (position != 0) {
        side = position > 0 ? Side.SELL : Side.BUY;
      }
      drop(context);
      long lots =
          position == 0 ? strategy.quantities.nextLots(context.random(), 1) : Math.abs(position);
      context.gateway().submitMarket(strategy.instrument, side, lots);
      adapt(context);
    }

    private void adapt(AgentContext context) {
      belief += strategy.adaptation * (context.market().midTicks(strategy.instrument) - belief);
    }

    private void drop(AgentContext context) {
      context.conditions().drop(below);
      context.conditions().drop(above);
      below = Conditions.NONE;
      above = Conditions.NONE;
    }

    /** Sets the prices that it waits for: to open a position, or to close the one that it has. */
    private void await(AgentContext context) {
      drop(context);
      double band = Math.max(1, strategy.bands.next(context.random()) * belief);
      long position = context.positionLots(strategy.instrument);
      double low =
          position > 0
              ? context.market().midTicks(strategy.instrument) - strategy.stop * band
              : belief;
      double high =
          position < 0
              ? context.market().midTicks(strategy.instrument) + strategy.stop * band
              : belief;
      if (position == 0) {
        low -= band;
        high += band;
      }
      below = context.conditions().whenAtOrBelow(strategy.instrument, low);
      above = context.conditions().whenAtOrAbove(strategy.instrument, high);
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
        await(context);
      }
    }

    @Override
    public void onCancelled(
        AgentContext context,
        int cancelled,
        long orderId,
        long remainingLots,
        CancelReason reason) {
      await(context);
    }

    @Override
    public void onRejected(AgentContext context, int rejected, long orderId, RejectReason reason) {
      if (restedNanos > context.market().timeNanos()) {
        return; // it rests already; each rest ends with one wake-up
      }
      restedNanos = context.market().timeNanos() + REST_NANOS;
      context.wakeAt(restedNanos);
    }

    @Override
    public void save(StateWriter out) {
      out.writeDouble(belief);
      out.writeLong(below);
      out.writeLong(above);
      out.writeLong(restedNanos);
    }

    @Override
    public void load(StateReader in) {
      belief = in.readFinite();
      below = in.readLong();
      above = in.readLong();
      restedNanos = in.readLong(0, Times.MAX_NANOS);
    }
  }
}
