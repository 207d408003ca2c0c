package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.market.Report;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Quotes a ladder whose width follows the spread and whose quantity follows the volume. */
@AutoService(AgentType.class)
public final class AdaptiveMarketMakerType implements AgentType {
  @Override
  public String type() {
    return "adaptive-market-maker";
  }

  @Override
  public String description() {
    return "Cancels its quotes at exponential intervals, reads the book without them, and quotes a "
        + "new ladder around the mid. The ladder is as wide as a running average of the spread; "
        + "the distance between levels is a multiple of that average; each level holds a fraction "
        + "of the recently traded volume (participation of volume); the centre shifts towards the "
        + "side that traded more. When one side of the book becomes thin, the agent immediately "
        + "adds a ladder around the last mid it observed. This is the adaptive market maker of "
        + "ABIDES (Byrd, Hybinette and Balch, 2020), after Chakraborty and Kearns (2011).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        Rhythm.meanInterval("60s", "requotes"),
        ParameterSpec.number(
            "participation",
            "",
            0.025,
            0,
            1,
            "Quantity of each level as a share of the traded volume."),
        ParameterSpec.duration(
            "lookback", "60s", "1ms", "24h", "Look-back window of the traded volume."),
        ParameterSpec.integer("min_size", "lots", 1L, 1, 1_000_000, "Minimum quantity of a level."),
        ParameterSpec.integer("levels", "", 10L, 1, 100, "Number of price levels on each side."),
        ParameterSpec.number(
            "level_spacing",
            "spreads",
            5.0,
            0,
            1000,
            "Distance between levels; at least one tick."),
        ParameterSpec.number(
            "spread_weight", "", 0.75, 0, 1, "Weight of the newest spread in the running average."),
        ParameterSpec.number("initial_spread", "ticks", 50.0, 1, 1e6, "Initial average spread."),
        ParameterSpec.number(
            "price_skew",
            "ticks",
            4.0,
            0,
            1e6,
            "Shift of the centre when all volume is on one side."),
        ParameterSpec.number(
            "inventory_skew",
            "per lot",
            0.0,
            0,
            100,
            "Rate at which quantity moves to the side that reduces the position; 0 = equal "
                + "quantities."),
        ParameterSpec.integer(
            "backstop",
            "lots",
            0L,
            0,
            1_000_000_000,
            "Quantity of the outermost level; 0 = same as the other levels."),
        ParameterSpec.duration(
            "cancel_delay",
            "50ns",
            "0s",
            "1h",
            "Delay between cancelling quotes and reading the book."),
        ParameterSpec.number(
            "refill_share",
            "of the other side",
            0.0,
            0,
            1,
            "Depth, relative to the other side, below which a ladder is added; 0 = never."),
        ParameterSpec.bool("quotes_at_open", true, "Whether to quote at the open."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new AdaptiveMarketMaker(parameters, setup);
  }

  private static final class AdaptiveMarketMaker implements Agent {
    private final int instrument;
    private final double meanIntervalNanos;
    private final double participation;
    private final long lookbackNanos;
    private final long minQuantity;
    private final int levels;
    private final double levelSpacing;
    private final double spreadWeight;
    private final double priceSkew;
    private final double inventorySkew;
    private final long backstop;
    private final long cancelDelayNanos;
    private final boolean quotesAtOpen;
    private final double refillShare;
    private final QuoteLadder live = new QuoteLadder();

    /** Orders quoted while cancelling, which are not waited for. */
    private final QuoteLadder refills = new QuoteLadder();

    private double spread;
    private int mid;

    /** Whether it cancels, and the quotes are still to come. */
    private boolean isClearing;

    /** Whether it has refilled the book since it last woke: a ladder may leave it as thin. */
    private boolean hasRefilled;

    /** Whether it has seen the book. */
    private boolean hasLooked;

    AdaptiveMarketMaker(Parameters parameters, AgentSetup setup) {
      instrument = parameters.getInt("instrument");
      meanIntervalNanos = Rhythm.meanInterval(parameters);
      participation = parameters.getDouble("participation");
      lookbackNanos = parameters.getNanos("lookback");
      minQuantity = parameters.getLong("min_size");
      levels = parameters.getInt("levels");
      levelSpacing = parameters.getDouble("level_spacing");
      spreadWeight = parameters.getDouble("spread_weight");
      spread = parameters.getDouble("initial_spread");
      priceSkew = parameters.getDouble("price_skew");
      inventorySkew = parameters.getDouble("inventory_skew");
      backstop = parameters.getLong("backstop");
      cancelDelayNanos = parameters.getNanos("cancel_delay");
      quotesAtOpen = parameters.getBoolean("quotes_at_open");
      refillShare = parameters.getDouble("refill_share");
      mid = setup.initialTicks().get(instrument);
    }

    @Override
    public List<IndicatorRequest> indicators() {
      String window = lookbackNanos + "ns";
      return List.of(IndicatorRequest.of("traded-volume", instrument, 0, "window", window));
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
    public void onStart(AgentContext context) {
      if (quotesAtOpen) {
        quote(context, live);
      }
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      hasRefilled = false;
      if (isClearing && live.isEmpty()) {
        isClearing = false;
        look(context);
        for (int i = 0; i < refills.size(); i++) {
          live.add(refills.get(i));
        }
        refills.clear();
        quote(context, live);
        Rhythm.wakeLater(context, meanIntervalNanos);
        return;
      }
      isClearing = true;
      for (int i = 0; i < live.size(); i++) {
        context.gateway().cancel(instrument, live.get(i));
      }
      quoteWhenClear(context);
    }

    private void quoteWhenClear(AgentContext context) {
      if (isClearing && live.isEmpty()) {
        context.wakeAt(context.market().timeNanos() + cancelDelayNanos);
      }
    }

    @Override
    public double depthImbalanceShare() {
      return refillShare;
    }

    @Override
    public void onDepthImbalance(AgentContext context, int thin) {
      if (thin == instrument && hasLooked && !hasRefilled) {
        hasRefilled = true;
        quote(context, isClearing ? refills : live);
      }
    }

    /** Keeps its last observation if a side is empty. */
    private void look(AgentContext context) {
      int bid = context.market().bestTicks(instrument, Side.BUY);
      int ask = context.market().bestTicks(instrument, Side.SELL);
      if (bid != OrderBook.NO_PRICE && ask != OrderBook.NO_PRICE) {
        mid = (bid + ask) / 2;
        hasLooked = true;
        spread += spreadWeight * (ask - bid - spread);
      }
    }

    private void quote(AgentContext context, QuoteLadder to) {
      double buys = context.indicator(0, Side.BUY.index());
      double sells = context.indicator(0, Side.SELL.index());
      double imbalance = buys + sells > 0 ? 2 * buys / (buys + sells) - 1 : 0;
      int centre = (int) (mid + imbalance * priceSkew);
      long quantity = Math.round(participation * (buys + sells));
      int spacing = (int) Math.max(1, Math.round(levelSpacing * spread));
      int bid = centre - (int) Math.floor(spread / 2);
      int ask = centre + (int) Math.ceil(spread / 2);
      ladder(context, to, Side.BUY, bid, spacing, size(context, Side.BUY, quantity));
      ladder(context, to, Side.SELL, ask, spacing, size(context, Side.SELL, quantity));
    }

    private long size(AgentContext context, Side side, long quantity) {
      if (inventorySkew == 0) {
        return Math.max(minQuantity, quantity);
      }
      double pressure = inventorySkew * context.positionLots(instrument) * side.sign();
      double share = 1 / (1 + StrictMath.exp(pressure));
      return Math.max(minQuantity, Math.round(share * quantity));
    }

    private void ladder(
        AgentContext context, QuoteLadder to, Side side, int best, int spacing, long quantity) {
      for (int level = 0; level < levels; level++) {
        long price = best - (long) side.sign() * level * spacing;
        if (price >= 1 && price <= OrderBook.MAX_PRICE_TICKS) {
          boolean isLast = level == levels - 1 && backstop > 0;
          to.add(
              context
                  .gateway()
                  .submitLimit(
                      instrument,
                      side,
                      (int) price,
                      isLast ? backstop : quantity,
                      TimeInForce.GTC));
        }
      }
    }

    private void isOver(AgentContext context, long orderId) {
      if (!refills.remove(orderId) && live.remove(orderId)) {
        quoteWhenClear(context);
      }
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
        isOver(context, orderId);
      }
    }

    @Override
    public void onCancelled(
        AgentContext context,
        int cancelled,
        long orderId,
        long remainingLots,
        CancelReason reason) {
      isOver(context, orderId);
    }

    @Override
    public void onRejected(AgentContext context, int rejected, long orderId, RejectReason reason) {
      isOver(context, orderId);
    }

    @Override
    public void save(StateWriter out) {
      live.save(out);
      refills.save(out);
      out.writeDouble(spread);
      out.writeInt(mid);
      out.writeBoolean(isClearing);
      out.writeBoolean(hasLooked);
      out.writeBoolean(hasRefilled);
    }

    @Override
    public void load(StateReader in) {
      live.load(in);
      refills.load(in);
      spread = in.readFinite();
      mid = in.readInt();
      isClearing = in.readBoolean();
      hasLooked = in.readBoolean();
      hasRefilled = in.readBoolean();
    }
  }
}
