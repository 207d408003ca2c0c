package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventScheduler;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.exchange.Exchange;
import io.quanttradinggym.sim.market.MarketView;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Notifies agents when one side of a book becomes thin. Summing a book takes one step for each
 * level, so the sums are recomputed only after enough quantity has moved to change the result.
 */
final class DepthImbalanceMonitor implements EngineModule, MarketListener {
  private static final int EVEN = 0;
  private static final int MOSTLY_BIDS = 1;
  private static final int MOSTLY_ASKS = 2;

  /** Recompute after every message. */
  private static final long NO_SLACK = -1;

  private final Exchange exchange;
  private final MarketView market;
  private final EventScheduler scheduler;
  private final int instruments;
  private final int[] watchers; // participants, ascending
  private final double[] shares; // by subscriber
  private final int[] states; // (subscribers, instruments)

  /**
   * By instrument: quantity that can still move without a change of the result; negative = none.
   */
  private final long[] slackLots;

  /**
   * @param agents by participant
   */
  DepthImbalanceMonitor(Agent[] agents, Exchange exchange, EventScheduler scheduler) {
    this.exchange = exchange;
    this.scheduler = scheduler;
    market = exchange.market();
    instruments = market.instruments();
    watchers =
        IntStream.range(0, agents.length)
            .filter(i -> agents[i].depthImbalanceShare() > 0)
            .toArray();
    shares = Arrays.stream(watchers).mapToDouble(i -> agents[i].depthImbalanceShare()).toArray();
    states = new int[watchers.length * instruments];
    slackLots = new long[instruments];
  }

  /** Whether any agent subscribes. */
  boolean isWatched() {
    return watchers.length > 0;
  }

  @Override
  public MarketListener listener() {
    return this;
  }

  @Override
  public void onMessageDone(int instrument) {
    if (slackLots[instrument] < 0) {
      look(instrument);
    }
  }

  private void look(int instrument) {
    long bids = exchange.book(instrument).shownLots(Side.BUY);
    long asks = exchange.book(instrument).shownLots(Side.SELL);
    double slack = Long.MAX_VALUE;
    for (int watcher = 0; watcher < watchers.length; watcher++) {
      double share = shares[watcher];
      // For any moved quantities x of one side and y of the other, x + share · y must exceed the
      // slack.
      slack = Math.min(slack, Math.min(bids - share * asks, asks - share * bids));
      int at = watcher * instruments + instrument;
      int now = stateOf(bids, asks, share);
      if (now != states[at]) {
        states[at] = now;
        if (now != EVEN) {
          scheduler.schedule(
              market.timeNanos(), EventKind.DEPTH_IMBALANCE, watchers[watcher], instrument, 0);
        }
      }
    }
    slackLots[instrument] = (long) Math.floor(slack); // negative while one side is thin
  }

  private static int stateOf(long bids, long asks, double share) {
    if (asks < share * bids) {
      return MOSTLY_BIDS;
    }
    return bids < share * asks ? MOSTLY_ASKS : EVEN;
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int participant, Side side, int priceTicks, long quantityLots) {
    slackLots[instrument] -= quantityLots;
  }

  @Override
  public void onTrade(Trade trade) {
    // A reserve order may display its next slice.
    slackLots[trade.instrument()] -= trade.quantityLots() + trade.restingRemainingLots();
  }

  @Override
  public void onCancelled(
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {
    slackLots[instrument] -= remainingLots;
  }

  @Override
  public void onReduced(int instrument, long orderId, int participant, long remainingLots) {
    slackLots[instrument] = NO_SLACK;
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    slackLots[instrument] = NO_SLACK;
  }

  @Override
  public void onTriggered(int instrument, long orderId, int participant) {
    slackLots[instrument] = NO_SLACK;
  }

  /** Auction trades do not determine the displayed quantity of reserve bids. */
  @Override
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    slackLots[instrument] = NO_SLACK;
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    slackLots[instrument] = NO_SLACK;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInts(states, 0, states.length);
  }

  @Override
  public void load(StateReader in) {
    in.readInts(states, 0, states.length, EVEN, MOSTLY_ASKS);
    Arrays.fill(slackLots, NO_SLACK);
  }
}
