package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.Report;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The order flow of very many, without individuals: one account, whose events are drawn from a
 * point process. Sizes and distances come from distributions; the balance of buyers and sellers
 * leans towards the fair value and the sentiment that news leave behind.
 */
abstract class Pool implements Agent {
  private static final double LARGEST_TILT = 0.95;

  private final int instrument;
  private final int initialTicks;
  private final Distribution marketQuantity;
  private final Distribution limitQuantity;
  private final Distribution depth;
  private final double insideProbability;
  private final double fairPull;
  private final double newsSentiment;
  private final double halfLifeSeconds;
  private final CancelPool[] resting = {new CancelPool(), new CancelPool()}; // by side
  private double sentiment;
  private long sentimentNanos;

  Pool(Parameters parameters, AgentSetup setup) {
    instrument = parameters.getInt("instrument");
    initialTicks = setup.initialTicks().get(setup.instrument(parameters, "instrument"));
    marketQuantity = Distribution.of(parameters, "market_size");
    limitQuantity = Distribution.of(parameters, "limit_size");
    depth = Distribution.of(parameters, "depth");
    insideProbability = parameters.getDouble("inside_probability");
    fairPull = parameters.getDouble("fair_pull");
    newsSentiment = parameters.getDouble("news_sentiment");
    halfLifeSeconds = Units.seconds(parameters.getNanos("sentiment_half_life"));
    sentimentNanos = setup.openNanos();
  }

  static List<ParameterSpec> parameters(ParameterSpec... more) {
    List<ParameterSpec> specs = new ArrayList<>(List.of(Rhythm.instrument()));
    specs.addAll(List.of(more));
    Object quantity = Chosen.document("lognormal", "mean", 2.5, "deviation", 1.0);
    Object depth = Chosen.document("power-law", "minimum", 1, "exponent", 1.7, "maximum", 200);
    specs.addAll(
        List.of(
            ParameterSpec.plugin(
                "market_size",
                DistributionType.class,
                "lots",
                quantity,
                "Quantity of market orders."),
            ParameterSpec.plugin(
                "limit_size",
                DistributionType.class,
                "lots",
                quantity,
                "Quantity of limit orders."),
            ParameterSpec.plugin(
                "depth",
                DistributionType.class,
                "ticks",
                depth,
                "Distance of limit orders behind the best price of their side; 1 = at the "
                    + "best price."),
            ParameterSpec.number(
                "inside_probability", "", 0.2, 0, 1, "Share of limit orders inside the spread."),
            ParameterSpec.number(
                "fair_pull",
                "per tick",
                0.02,
                0,
                100,
                "Shift of the buy-sell balance for each tick of fair value above the mid."),
            ParameterSpec.number(
                "news_sentiment",
                "",
                0.1,
                0,
                10,
                "Shift of the buy-sell balance for news of one standard deviation about the "
                    + "instrument or its sector."),
            ParameterSpec.duration(
                "sentiment_half_life", "5m", "1ms", "24h", "Half-life of that shift.")));
    return List.copyOf(specs);
  }

  final int instrument() {
    return instrument;
  }

  final int restingCount(Side side) {
    return resting[side.index()].size();
  }

  /** From −1, all sell, to 1, all buy. */
  final double tilt(AgentContext context) {
    double tilt = fairPull == 0 ? 0 : fairPull * awayFromFair(context);
    if (sentiment != 0) {
      tilt += sentiment * fading(context.market().timeNanos());
    }
    return Math.clamp(tilt, -LARGEST_TILT, LARGEST_TILT);
  }

  private double awayFromFair(AgentContext context) {
    return context.fundamentalTicks(instrument) - context.market().midTicks(instrument);
  }

  private double fading(long nowNanos) {
    double seconds = Units.seconds(Math.max(0, nowNanos - sentimentNanos));
    return StrictMath.exp(-Units.LN_2 * seconds / halfLifeSeconds);
  }

  /** Buy with this tilt, or sell. */
  final Side side(AgentContext context, double tilt) {
    return context.random().nextDouble() < 0.5 * (1 + tilt) ? Side.BUY : Side.SELL;
  }

  @Override
  public final boolean wantsNews() {
    return newsSentiment > 0;
  }

  @Override
  public final void onNews(AgentContext context, NewsItem item) {
    if (item.concerns(context.market().instrument(instrument))) {
      long now = context.market().timeNanos();
      sentiment = sentiment * fading(now) + newsSentiment * item.surprise();
      sentimentNanos = now;
    }
  }

  @Override
  public final boolean wantsOrderEvents() {
    return true;
  }

  @Override
  public final Set<Report> ignoredOrderEvents() {
    return EnumSet.of(Report.ACCEPTED);
  }

  final void market(AgentContext context, Side side) {
    long lots = marketQuantity.nextLots(context.random(), 1);
    context.gateway().submitMarket(instrument, side, lots);
  }

  final void limit(AgentContext context, Side side) {
    RandomStream random = context.random();
    int own = context.market().bestTicks(instrument, side);
    int other = context.market().bestTicks(instrument, side.opposite());
    boolean isInside = random.nextDouble() < insideProbability;
    long away = (long) depth.next(random) - 1;
    long lots = limitQuantity.nextLots(random, 1);
    long price;
    if (own == OrderBook.NO_PRICE) {
      // The side is empty: behind the last known price.
      long from = other == OrderBook.NO_PRICE ? initialTicks : other;
      price = from - side.sign() * (1 + Math.max(0, away));
    } else if (isInside && other != OrderBook.NO_PRICE && side.sign() * (other - own) > 1) {
      int room = side.sign() * (other - own) - 1;
      price = own + (long) side.sign() * (1 + random.nextInt(room));
    } else {
      price = own - side.sign() * Math.max(0, away);
    }
    if (price >= 1 && price <= OrderBook.MAX_PRICE_TICKS) {
      resting[side.index()].add(
          context.gateway().submitLimit(instrument, side, (int) price, lots, TimeInForce.GTC));
    }
  }

  /** Cancels one of its orders, each with equal probability. */
  final void cancel(AgentContext context, Side side) {
    long orderId = resting[side.index()].takeAny(context.random());
    if (orderId != OrderBook.NO_ORDER) {
      context.gateway().cancel(instrument, orderId);
    }
  }

  @Override
  public final void onFill(
      AgentContext context,
      int filled,
      long orderId,
      Side side,
      int priceTicks,
      long quantityLots,
      long remainingLots) {
    if (remainingLots == 0) {
      resting[side.index()].remove(orderId);
    }
  }

  @Override
  public final void onCancelled(
      AgentContext context, int cancelled, long orderId, long remainingLots, CancelReason reason) {
    forget(orderId);
  }

  @Override
  public final void onRejected(
      AgentContext context, int rejected, long orderId, RejectReason reason) {
    forget(orderId);
  }

  private void forget(long orderId) {
    if (!resting[0].remove(orderId)) {
      resting[1].remove(orderId);
    }
  }

  @Override
  public void save(StateWriter out) {
    resting[0].save(out);
    resting[1].save(out);
    out.writeDouble(sentiment);
    out.writeLong(sentimentNanos);
  }

  @Override
  public void load(StateReader in) {
    resting[0].load(in);
    resting[1].load(in);
    sentiment = in.readDouble(-1e9, 1e9);
    sentimentNanos = in.readLong(0, Times.MAX_NANOS);
  }
}
