package io.quanttradinggym.sim.recording;

import io.quanttradinggym.base.collection.LongList;
import io.quanttradinggym.sim.book.OrderBookView;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.data.LobsterMessages;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reduces one instrument's market to the inputs of the realism statistics: the market by seconds,
 * every market order, and counts of quantities, distances and waiting times of messages. Add it as
 * a hook after its {@link MessageFeed}.
 */
public final class MarketSeries implements SimulationHook, MessageListener {
  private static final int LARGEST_QUANTITY = 10_000;
  private static final int FARTHEST_TICKS = 2_000;
  private static final int DEEPEST_INSIDE_TICKS = 200;

  private final MarketView market;
  private final int instrument;
  private final Touch touch;
  private final Seconds seconds;
  private final Gaps gaps = new Gaps();

  /** Market orders: time, sign, lots, executions, and twice the preceding mid in ticks. */
  private final LongList times = new LongList();

  private final LongList signs = new LongList();
  private final LongList lots = new LongList();
  private final LongList doubleMids = new LongList();

  private final long[] types = new long[LobsterMessages.HIDDEN_EXECUTION + 1];
  private final long[] limitQuantities = new long[LARGEST_QUANTITY + 1];
  private final long[] executionQuantities = new long[LARGEST_QUANTITY + 1];

  /** By distance in ticks behind the preceding best price of the own side, negative = better. */
  private final long[] placements = new long[DEEPEST_INSIDE_TICKS + FARTHEST_TICKS + 1];

  private final long[] cancels = new long[DEEPEST_INSIDE_TICKS + FARTHEST_TICKS + 1];

  /** Executed quantity of the incoming order so far. */
  private long takenLots;

  private Side taker = Side.BUY;
  private long doubleMidBefore;

  /**
   * @param book book of this instrument
   */
  public MarketSeries(MarketView market, int instrument, OrderBookView book) {
    this.market = market;
    this.instrument = instrument;
    touch = new Touch(book);
    seconds = new Seconds(market, instrument);
  }

  @Override
  public void onBegin() {
    seconds.clear();
    gaps.clear();
    times.clear();
    signs.clear();
    lots.clear();
    doubleMids.clear();
    for (long[] counts :
        new long[][] {types, limitQuantities, executionQuantities, placements, cancels}) {
      Arrays.fill(counts, 0);
    }
    takenLots = 0;
    touch.refresh();
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    seconds.pass(fromNanos, toNanos, touch);
  }

  @Override
  public void onMessage(int type, long orderId, Side side, int priceTicks, long shownLots) {
    types[type]++;
    seconds.message();
    gaps.add(market.timeNanos());
    switch (type) {
      case LobsterMessages.SUBMISSION -> {
        limitQuantities[(int) Math.min(shownLots, LARGEST_QUANTITY)]++;
        count(placements, side, priceTicks);
      }
      case LobsterMessages.REDUCTION, LobsterMessages.DELETION -> count(cancels, side, priceTicks);
      default -> execution(type, side, shownLots);
    }
    seconds.flow(touch.refresh());
  }

  private void count(long[] counts, Side side, int priceTicks) {
    int best = touch.ticks(side);
    if (best != OrderBookView.NO_PRICE) {
      int behind = (best - priceTicks) * side.sign();
      counts[Math.clamp(behind + DEEPEST_INSIDE_TICKS, 0, counts.length - 1)]++;
    }
  }

  private void execution(int type, Side resting, long executedLots) {
    executionQuantities[(int) Math.min(executedLots, LARGEST_QUANTITY)]++;
    seconds.trade(resting.opposite(), executedLots);
    if (type == LobsterMessages.EXECUTION) {
      if (takenLots > 0 && taker == resting) {
        endOrder();
      }
      if (takenLots == 0) {
        taker = resting.opposite();
        doubleMidBefore = market.doubleMidTicks(instrument); // updated at the end of the message
      }
      takenLots += executedLots;
    }
  }

  @Override
  public void onMessageDone(int on) {
    if (on == instrument && takenLots > 0) {
      endOrder();
    }
  }

  private void endOrder() {
    seconds.order();
    times.add(market.timeNanos());
    signs.add(taker.sign());
    lots.add(takenLots);
    doubleMids.add(doubleMidBefore);
    takenLots = 0;
  }

  /** Writes the data up to now as arrays for {@code numpy.load}. */
  public void write(Path path) {
    seconds.finish(market.timeNanos(), touch);
    try (NpzWriter out = new NpzWriter(path)) {
      out.write(
          "meta",
          new long[] {
            market.openNanos(), market.instrument(instrument).tickSizeMicros(), DEEPEST_INSIDE_TICKS
          },
          3);
      seconds.write(out);
      gaps.write(out);
      out.write("order_time", times);
      out.write("order_sign", signs);
      out.write("order_lots", lots);
      out.write("order_double_mid", doubleMids);
      out.write("type_counts", types, types.length);
      out.write("limit_size_counts", limitQuantities, limitQuantities.length);
      out.write("execution_size_counts", executionQuantities, executionQuantities.length);
      out.write("placement_counts", placements, placements.length);
      out.write("cancel_counts", cancels, cancels.length);
    }
  }
}
