package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.LINKS;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.Arena.REFERENCE;
import static io.quanttradinggym.sim.book.OrderBookView.NO_PRICE;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;

/**
 * Trades an incoming order against the other side: by price, then displayed before hidden quantity,
 * then by time.
 */
final class Matcher {
  private final int instrument;
  private final OrderBookListener listener;
  private final BookOrders orders;
  private final Arena arena;
  private final Trade trade;

  private int lastTradeTicks = NO_PRICE;

  /** Range of trade prices since the last check of stop orders. */
  private int lowTicks = Integer.MAX_VALUE;

  private int highTicks = NO_PRICE;

  Matcher(int instrument, OrderBookListener listener, BookOrders orders, Trade trade) {
    this.instrument = instrument;
    this.trade = trade;
    this.listener = listener;
    this.orders = orders;
    this.arena = orders.arena;
  }

  /** Whether an order of this side and limit would trade. */
  boolean crosses(Side side, int limitTicks) {
    Ladder opposite = orders.ladders[side.index() ^ 1];
    return opposite.firstKey() <= opposite.key(limitTicks);
  }

  /** Whether the best bid and offer, shown or hidden, could trade. */
  boolean isCrossed() {
    Ladder bids = orders.ladders[Side.BUY.index()];
    int bid = bids.firstKey();
    return bid != Ladder.NO_KEY && crosses(Side.BUY, bids.key(bid));
  }

  /** Whether a side has no orders, displayed or hidden. */
  boolean isEmpty(Side side) {
    return orders.ladder(BookOrders.SHOWN, side).levelCount() == 0
        && orders.ladder(BookOrders.HIDDEN, side).levelCount() == 0;
  }

  /**
   * Trades up to {@code limitTicks}; returns the remaining quantity, which is zero after a cancel
   * by self-trade prevention.
   */
  long match(
      long orderId, int owner, Side side, int limitTicks, long lots, SelfTradePrevention rule) {
    int opposite = side.index() ^ 1;
    Ladder shown = orders.ladders[opposite];
    Ladder hidden = orders.ladders[opposite + BookOrders.HIDDEN];
    int limitKey = shown.key(limitTicks);
    long remaining = lots;
    while (remaining > 0) {
      Ladder from = hidden.bestKey() < shown.bestKey() ? hidden : shown;
      if (from.bestKey() > limitKey) {
        break;
      }
      int level = from.bestLevel();
      long[] words = arena.words;
      int resting = (int) words[level + LINKS];
      int restingOwner = (int) (words[resting + REFERENCE] >>> 32);
      if (restingOwner == owner && rule != SelfTradePrevention.NONE) {
        remaining = preventSelfTrade(resting, level, orderId, owner, remaining, rule);
        continue;
      }
      long restingId = words[resting + ID];
      int ticks = from.bestTicks();
      long fill = Math.min(words[resting + QUANTITY], remaining);
      remaining -= fill;
      long restingRemaining = orders.consume(resting, level, fill);
      noteTrade(ticks);
      listener.onTrade(
          trade
              .resting(restingId, restingOwner, restingRemaining)
              .incoming(orderId, owner, remaining)
              .continuous(side, ticks, fill));
    }
    return remaining;
  }

  private long preventSelfTrade(
      int resting, int level, long orderId, int owner, long lots, SelfTradePrevention rule) {
    if (rule == SelfTradePrevention.DECREMENT) {
      return decrement(resting, level, orderId, owner, lots);
    }
    if (rule != SelfTradePrevention.CANCEL_NEWEST) {
      cancel(resting, CancelReason.SELF_TRADE);
    }
    if (rule == SelfTradePrevention.CANCEL_OLDEST) {
      return lots;
    }
    listener.onCancelled(instrument, orderId, owner, lots, CancelReason.SELF_TRADE);
    return 0;
  }

  private long decrement(int resting, int level, long orderId, int owner, long lots) {
    long restingId = arena.words[resting + ID];
    long less = Math.min(arena.words[resting + QUANTITY], lots);
    decremented(restingId, owner, orders.consume(resting, level, less), less);
    decremented(orderId, owner, lots - less, less);
    return lots - less;
  }

  private void decremented(long orderId, int owner, long remaining, long less) {
    if (remaining > 0) {
      listener.onReduced(instrument, orderId, owner, remaining);
    } else {
      listener.onCancelled(instrument, orderId, owner, less, CancelReason.SELF_TRADE);
    }
  }

  /** Cancels a live order. */
  void cancel(int order, CancelReason reason) {
    long orderId = arena.words[order + ID];
    int owner = orders.ownerOf(order);
    long remaining = orders.remainingLots(order);
    orders.take(order, orders.levelOf(order));
    listener.onCancelled(instrument, orderId, owner, remaining, reason);
  }

  /** Whether the whole quantity of an order could trade at once. */
  boolean canFill(int owner, Side side, int limitTicks, long lots, SelfTradePrevention rule) {
    Ladder shown = orders.ladder(BookOrders.SHOWN, side.opposite());
    Ladder hidden = orders.ladder(BookOrders.HIDDEN, side.opposite());
    int limitKey = shown.key(limitTicks);
    int one = shown.bestLevel();
    int other = hidden.bestLevel();
    long missing = lots;
    while (missing > 0) {
      boolean isHidden = key(other) < key(one);
      int level = isHidden ? other : one;
      if (key(level) > limitKey) {
        return false;
      }
      missing = missingAfter(level, missing, owner, rule);
      if (isHidden) {
        other = hidden.nextLevel(level);
      } else {
        one = shown.nextLevel(level);
      }
    }
    return missing <= 0;
  }

  private int key(int level) {
    return level == NIL ? Ladder.NO_KEY : (int) arena.words[level + REFERENCE];
  }

  /**
   * Quantity still missing after a level. Displayed quantity trades before any reserve; an own
   * order may block the rest.
   */
  private long missingAfter(int level, long lots, int owner, SelfTradePrevention rule) {
    long missing = lots;
    for (int order = orders.next(level); order != level; order = orders.next(order)) {
      if (rule == SelfTradePrevention.NONE || orders.ownerOf(order) != owner) {
        missing -= arena.words[order + QUANTITY];
      } else if (missing > 0 && rule != SelfTradePrevention.CANCEL_OLDEST) {
        return Long.MAX_VALUE;
      }
    }
    for (int order = orders.next(level); order != level; order = orders.next(order)) {
      if (rule == SelfTradePrevention.NONE || orders.ownerOf(order) != owner) {
        missing -= orders.remainingLots(order) - arena.words[order + QUANTITY];
      }
    }
    return missing;
  }

  int lastTradeTicks() {
    return lastTradeTicks;
  }

  int lowTicks() {
    return lowTicks;
  }

  int highTicks() {
    return highTicks;
  }

  void noteTrade(int ticks) {
    lastTradeTicks = ticks;
    if (orders.stopCount > 0) {
      lowTicks = Math.min(lowTicks, ticks);
      highTicks = Math.max(highTicks, ticks);
    }
  }

  /** Clears the range of trade prices, so that only later trades trigger stop orders. */
  void forgetTrades() {
    lowTicks = Integer.MAX_VALUE;
    highTicks = NO_PRICE;
  }

  void clear() {
    lastTradeTicks = NO_PRICE;
    forgetTrades();
  }

  void save(StateWriter out) {
    out.writeInt(lastTradeTicks);
    out.writeInt(lowTicks);
    out.writeInt(highTicks);
  }

  void load(StateReader in) {
    lastTradeTicks = in.readInt(NO_PRICE, OrderBookView.MAX_PRICE_TICKS);
    lowTicks = in.readInt(1, Integer.MAX_VALUE);
    highTicks = in.readInt(NO_PRICE, OrderBookView.MAX_PRICE_TICKS);
  }
}
