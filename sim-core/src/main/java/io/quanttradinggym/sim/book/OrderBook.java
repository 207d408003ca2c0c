package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.COUNT;
import static io.quanttradinggym.sim.book.Arena.DAY;
import static io.quanttradinggym.sim.book.Arena.FLAGS;
import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.LINKS;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.Arena.REFERENCE;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;

/**
 * The limit order book of one instrument: strict price-time priority, trades at the resting order's
 * price.
 *
 * <p>Commands never throw and return nothing: every outcome is an event on the listener, raised
 * when the book already shows it. The views are current and cost nothing while nobody reads them.
 * After warm-up nothing is allocated. NOT thread safe, and the listener must not call commands of
 * the book that it hears.
 */
public final class OrderBook implements Stateful {
  /** No such price: an empty side, or the price of a market order. */
  public static final int NO_PRICE = Integer.MIN_VALUE;

  /** No such order. Not a valid order id; every other {@code long} is one. */
  public static final long NO_ORDER = 0;

  /** No such owner. */
  public static final int NO_OWNER = -1;

  public static final int MAX_PRICE_TICKS = (1 << 30) - 1;
  public static final long MAX_QUANTITY_LOTS = 1L << 40;

  private final int instrument;
  private final OrderBookListener listener;
  private final Arena arena = new Arena();
  private final OrderIndex index = new OrderIndex(arena);
  private final BookSide bids = new BookSide(arena, Side.BUY);
  private final BookSide asks = new BookSide(arena, Side.SELL);

  /**
   * By {@link Side#index}: looked up rather than chosen, because no processor predicts the side.
   */
  private final BookSide[] sides = {bids, asks};

  private TradingPhase phase = TradingPhase.CONTINUOUS;

  /**
   * @param instrument passed to every event
   */
  public OrderBook(int instrument, OrderBookListener listener) {
    this.instrument = instrument;
    this.listener = listener;
  }

  public int instrument() {
    return instrument;
  }

  public TradingPhase phase() {
    return phase;
  }

  /** Decides whether orders that cross trade from now on. */
  public void setPhase(TradingPhase phase) {
    this.phase = phase;
  }

  /**
   * Submits an order that trades at {@code priceTicks} or better; the remainder rests or is
   * cancelled as {@code tif} says.
   */
  public void submitLimit(
      long orderId, int owner, Side side, int priceTicks, long quantityLots, TimeInForce tif) {
    if (isInvalidPrice(priceTicks)) {
      listener.onRejected(instrument, orderId, owner, RejectReason.INVALID_PRICE);
    } else if (passesChecks(orderId, owner, quantityLots)) {
      listener.onAccepted(instrument, orderId, owner, side, priceTicks, quantityLots);
      execute(orderId, owner, side, priceTicks, quantityLots, tif);
    }
  }

  /** Trades what is there, at any price; the remainder is cancelled. */
  public void submitMarket(long orderId, int owner, Side side, long quantityLots) {
    if (passesChecks(orderId, owner, quantityLots)) {
      listener.onAccepted(instrument, orderId, owner, side, NO_PRICE, quantityLots);
      BookSide opposite = sides[side.index() ^ 1];
      long rest = match(orderId, owner, side, opposite, BookSide.MAX_KEY, quantityLots);
      if (rest > 0) {
        listener.onCancelled(instrument, orderId, owner, rest, CancelReason.MARKET_REMAINDER);
      }
    }
  }

  private static boolean isInvalidPrice(int priceTicks) {
    return priceTicks < 1 || priceTicks > MAX_PRICE_TICKS;
  }

  private boolean passesChecks(long orderId, int owner, long quantityLots) {
    RejectReason reason;
    if (quantityLots <= 0 || quantityLots > MAX_QUANTITY_LOTS) {
      reason = RejectReason.INVALID_QUANTITY;
    } else if (orderId == NO_ORDER) {
      reason = RejectReason.INVALID_ORDER_ID;
    } else if (index.find(orderId) != NIL) {
      reason = RejectReason.DUPLICATE_ORDER_ID;
    } else {
      return true;
    }
    listener.onRejected(instrument, orderId, owner, reason);
    return false;
  }

  private void execute(
      long orderId, int owner, Side side, int priceTicks, long quantityLots, TimeInForce tif) {
    BookSide opposite = sides[side.index() ^ 1];
    int limitKey = opposite.key(priceTicks);
    long rest = quantityLots;
    if (opposite.bestKey() <= limitKey && phase == TradingPhase.CONTINUOUS) {
      if (tif != TimeInForce.FOK || opposite.hasQuantity(limitKey, quantityLots)) {
        rest = match(orderId, owner, side, opposite, limitKey, quantityLots);
      }
      if (rest == 0) {
        return;
      }
    }
    switch (tif) {
      case GTC, GTD -> rest(orderId, owner, side, priceTicks, rest, 0);
      case DAY -> rest(orderId, owner, side, priceTicks, rest, DAY);
      case IOC ->
          listener.onCancelled(instrument, orderId, owner, rest, CancelReason.IMMEDIATE_REMAINDER);
      case FOK -> listener.onCancelled(instrument, orderId, owner, rest, CancelReason.NOT_FILLABLE);
    }
  }

  private void rest(
      long orderId, int owner, Side side, int priceTicks, long quantityLots, int flags) {
    int order = arena.acquireOrder();
    long[] words = arena.words;
    words[order + ID] = orderId;
    words[order + QUANTITY] = quantityLots;
    BookSide own = side(side);
    own.append(order, own.key(priceTicks), flags, owner);
    index.add(order, orderId);
  }

  /** Trades against the opposite side up to {@code limitKey}; returns what is left. */
  private long match(
      long orderId, int owner, Side side, BookSide opposite, int limitKey, long quantityLots) {
    long remaining = quantityLots;
    while (remaining > 0 && opposite.bestKey() <= limitKey) {
      long[] words = arena.words;
      int level = opposite.bestLevel();
      int priceTicks = opposite.bestTicks();
      int resting = (int) words[level + LINKS];
      long restingId = words[resting + ID];
      int restingOwner = (int) (words[resting + REFERENCE] >>> 32);
      long restingLots = words[resting + QUANTITY];
      long fill = Math.min(restingLots, remaining);
      remaining -= fill;
      if (fill == restingLots) {
        take(resting, level);
      } else {
        words[resting + QUANTITY] = restingLots - fill;
        words[level + QUANTITY] -= fill;
      }
      listener.onTrade(
          instrument,
          restingId,
          restingOwner,
          orderId,
          owner,
          side,
          priceTicks,
          fill,
          restingLots - fill,
          remaining);
    }
    return remaining;
  }

  /** Removes a resting order from everywhere. */
  private void take(int order, int level) {
    index.remove(order, arena.words[order + ID]);
    if (arena.unlink(order, level)) {
      sides[ladderOf(level)].close(level);
    }
    arena.releaseOrder(order);
  }

  /** Cancels what remains of a live order. */
  public void cancel(long orderId, int owner) {
    int order = findOwn(orderId, owner);
    if (order != NIL) {
      cancelResting(order, CancelReason.REQUESTED);
    }
  }

  private void cancelResting(int order, CancelReason reason) {
    long[] words = arena.words;
    long orderId = words[order + ID];
    long reference = words[order + REFERENCE];
    long remaining = words[order + QUANTITY];
    int level = (int) reference & ~FLAGS;
    take(order, level);
    listener.onCancelled(instrument, orderId, (int) (reference >>> 32), remaining, reason);
  }

  /**
   * Takes {@code byLots} off a live order, which keeps its priority; taking all of it or more
   * cancels it.
   */
  public void reduce(long orderId, int owner, long byLots) {
    int order = findOwn(orderId, owner);
    if (order == NIL) {
      return;
    }
    long remaining = arena.words[order + QUANTITY];
    if (byLots <= 0) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.INVALID_QUANTITY);
    } else if (byLots >= remaining) {
      cancelResting(order, CancelReason.REQUESTED);
    } else {
      setRemaining(order, remaining - byLots);
      listener.onReduced(instrument, orderId, owner, remaining - byLots);
    }
  }

  private void setRemaining(int order, long remainingLots) {
    long[] words = arena.words;
    words[levelOf(order) + QUANTITY] += remainingLots - words[order + QUANTITY];
    words[order + QUANTITY] = remainingLots;
  }

  /**
   * Gives a live order a new price and remaining quantity. It keeps its priority unless the price
   * changes or the quantity grows; where the new price crosses, it trades like an incoming order.
   */
  public void replace(long orderId, int owner, int newPriceTicks, long newRemainingLots) {
    int order = findOwn(orderId, owner);
    if (order == NIL) {
      return;
    }
    if (isInvalidPrice(newPriceTicks)) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.INVALID_PRICE);
    } else if (newRemainingLots <= 0 || newRemainingLots > MAX_QUANTITY_LOTS) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.INVALID_QUANTITY);
    } else if (newPriceTicks == ticksOf(order)
        && newRemainingLots <= arena.words[order + QUANTITY]) {
      setRemaining(order, newRemainingLots);
      listener.onReplaced(instrument, orderId, owner, newPriceTicks, newRemainingLots, true);
    } else {
      requeue(order, newPriceTicks, newRemainingLots);
    }
  }

  private void requeue(int order, int newPriceTicks, long newRemainingLots) {
    long orderId = arena.words[order + ID];
    int owner = ownerOf(order);
    boolean day = (arena.words[order + REFERENCE] & DAY) != 0;
    int level = levelOf(order);
    Side side = ladderOf(level) == 0 ? Side.BUY : Side.SELL;
    take(order, level);
    listener.onReplaced(instrument, orderId, owner, newPriceTicks, newRemainingLots, false);
    TimeInForce tif = day ? TimeInForce.DAY : TimeInForce.GTC;
    execute(orderId, owner, side, newPriceTicks, newRemainingLots, tif);
  }

  /** The caller's order, or {@link Arena#NIL} after a reject. */
  private int findOwn(long orderId, int owner) {
    int order = index.find(orderId);
    if (order == NIL) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.UNKNOWN_ORDER);
    } else if (ownerOf(order) != owner) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.NOT_OWNER);
      return NIL;
    }
    return order;
  }

  /** Forgets every order, without events. */
  public void clear() {
    arena.clear();
    index.clear();
    bids.clear();
    asks.clear();
  }

  /** The best bid, or {@link #NO_PRICE}. */
  public int bestBidTicks() {
    return bids.bestTicks();
  }

  /** The best ask, or {@link #NO_PRICE}. */
  public int bestAskTicks() {
    return asks.bestTicks();
  }

  /** The best price of a side, or {@link #NO_PRICE}. */
  public int bestTicks(Side side) {
    return side(side).bestTicks();
  }

  public boolean isEmpty(Side side) {
    return side(side).levelCount() == 0;
  }

  public int levelCount(Side side) {
    return side(side).levelCount();
  }

  public long quantityAt(Side side, int priceTicks) {
    int level = levelAt(side, priceTicks);
    return level == NIL ? 0 : arena.words[level + QUANTITY];
  }

  public int orderCountAt(Side side, int priceTicks) {
    int level = levelAt(side, priceTicks);
    return level == NIL ? 0 : (int) arena.words[level + COUNT];
  }

  /** Writes up to {@code maxLevels} levels, best first; returns how many. */
  public int levels(Side side, int maxLevels, int[] pricesTicks, long[] quantitiesLots) {
    BookSide from = side(side);
    int count = 0;
    int level = from.bestLevel();
    while (level != NIL && count < maxLevels) {
      pricesTicks[count] = from.key((int) arena.words[level + REFERENCE]);
      quantitiesLots[count++] = arena.words[level + QUANTITY];
      level = from.nextLevel(level);
    }
    return count;
  }

  public int liveOrderCount() {
    return index.size();
  }

  public boolean isLive(long orderId) {
    return index.find(orderId) != NIL;
  }

  /** Zero where the order is not live. */
  public long remainingLots(long orderId) {
    int order = index.find(orderId);
    return order == NIL ? 0 : arena.words[order + QUANTITY];
  }

  /** {@link #NO_PRICE} where the order is not live. */
  public int priceTicks(long orderId) {
    int order = index.find(orderId);
    return order == NIL ? NO_PRICE : ticksOf(order);
  }

  /** {@link #NO_OWNER} where the order is not live. */
  public int owner(long orderId) {
    int order = index.find(orderId);
    return order == NIL ? NO_OWNER : ownerOf(order);
  }

  /** The side of a live order. */
  public Side side(long orderId) {
    int order = index.find(orderId);
    if (order == NIL) {
      throw new IllegalArgumentException("orderId = " + orderId + ", allowed: a live order");
    }
    return ladderOf(levelOf(order)) == 0 ? Side.BUY : Side.SELL;
  }

  /**
   * Quantity that trades before this order at its price; linear in the queue. Zero where the order
   * is not live.
   */
  public long quantityAheadLots(long orderId) {
    int order = index.find(orderId);
    if (order == NIL) {
      return 0;
    }
    long[] words = arena.words;
    int level = levelOf(order);
    long ahead = 0;
    for (int o = previous(order); o != level; o = previous(o)) {
      ahead += words[o + QUANTITY];
    }
    return ahead;
  }

  /** The id at the front of a level's queue, or {@link #NO_ORDER}. */
  public long headOrderId(Side side, int priceTicks) {
    int level = levelAt(side, priceTicks);
    return level == NIL ? NO_ORDER : arena.words[next(level) + ID];
  }

  /**
   * Visits the resting orders of a side, best price first and in queue order, until the visitor has
   * enough.
   */
  public void forEachOrder(Side side, OrderVisitor visitor) {
    BookSide from = side(side);
    for (int level = from.bestLevel(); level != NIL; level = from.nextLevel(level)) {
      if (!visitLevel(level, from, visitor)) {
        return;
      }
    }
  }

  /** Visits the orders of one level in queue order, until the visitor has enough. */
  public void forEachOrderAt(Side side, int priceTicks, OrderVisitor visitor) {
    int level = levelAt(side, priceTicks);
    if (level != NIL) {
      visitLevel(level, side(side), visitor);
    }
  }

  private boolean visitLevel(int level, BookSide side, OrderVisitor visitor) {
    long[] words = arena.words;
    int ticks = side.key((int) words[level + REFERENCE]);
    for (int order = next(level); order != level; order = next(order)) {
      if (!visitor.visit(words[order + ID], ownerOf(order), ticks, words[order + QUANTITY])) {
        return false;
      }
    }
    return true;
  }

  private BookSide side(Side side) {
    return sides[side.index()];
  }

  private int levelAt(Side side, int priceTicks) {
    BookSide from = side(side);
    return isInvalidPrice(priceTicks) ? NIL : from.find(from.key(priceTicks));
  }

  private int next(int record) {
    return (int) arena.words[record + LINKS];
  }

  private int previous(int record) {
    return (int) (arena.words[record + LINKS] >>> 32);
  }

  private int levelOf(int order) {
    return (int) arena.words[order + REFERENCE] & ~FLAGS;
  }

  private int ladderOf(int level) {
    return (int) (arena.words[level + REFERENCE] >>> 32);
  }

  private int ownerOf(int order) {
    return (int) (arena.words[order + REFERENCE] >>> 32);
  }

  private int ticksOf(int order) {
    int level = levelOf(order);
    return sides[ladderOf(level)].key((int) arena.words[level + REFERENCE]);
  }

  @Override
  public void save(StateWriter out) {
    out.writeBoolean(phase == TradingPhase.CALL);
    arena.save(out);
    index.save(out);
    bids.save(out);
    asks.save(out);
  }

  @Override
  public void load(StateReader in) {
    phase = in.readBoolean() ? TradingPhase.CALL : TradingPhase.CONTINUOUS;
    arena.load(in);
    index.load(in);
    bids.load(in);
    asks.load(in);
  }
}
