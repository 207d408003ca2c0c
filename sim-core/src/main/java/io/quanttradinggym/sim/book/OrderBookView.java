package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.COUNT;
import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;

/**
 * Read-only view of an order book: always current, and without cost unless it is read. Prices,
 * levels and queues (L1, L2, L3) show displayed quantity only. Queries by order id, for the order's
 * participant, also show hidden quantity.
 */
public abstract sealed class OrderBookView permits OrderBook {
  /** No price: an empty side, or the price of a market order. */
  public static final int NO_PRICE = Integer.MIN_VALUE;

  /** No order. Every other {@code long} is a valid order id. */
  public static final long NO_ORDER = 0;

  /** No participant. */
  public static final int NO_OWNER = -1;

  public static final int MAX_PRICE_TICKS = (1 << 30) - 1;
  public static final long MAX_QUANTITY_LOTS = 1L << 40;

  final BookOrders orders = new BookOrders();
  final Arena arena = orders.arena;
  final OrderIndex index = orders.index;
  private final Ladder bids = orders.ladder(BookOrders.SHOWN, Side.BUY);
  private final Ladder asks = orders.ladder(BookOrders.SHOWN, Side.SELL);

  OrderBookView() {}

  /**
   * Reads the book without a change, so that it is in the processor's cache. The reads do not
   * depend on each other and therefore overlap, unlike those of commands.
   *
   * @return any number that depends on the reads
   */
  public final long touch() {
    return arena.touch() + index.touch();
  }

  /** The best bid, or {@link #NO_PRICE}. */
  public final int bestBidTicks() {
    return bids.bestTicks();
  }

  /** The best ask, or {@link #NO_PRICE}. */
  public final int bestAskTicks() {
    return asks.bestTicks();
  }

  /** The best price of a side, or {@link #NO_PRICE}. */
  public final int bestTicks(Side side) {
    return side(side).bestTicks();
  }

  public final boolean isEmpty(Side side) {
    return side(side).levelCount() == 0;
  }

  public final int levelCount(Side side) {
    return side(side).levelCount();
  }

  public final long quantityAt(Side side, int priceTicks) {
    int level = levelAt(side, priceTicks);
    return level == NIL ? 0 : arena.words[level + QUANTITY];
  }

  public final int orderCountAt(Side side, int priceTicks) {
    int level = levelAt(side, priceTicks);
    return level == NIL ? 0 : (int) arena.words[level + COUNT];
  }

  /** Total displayed quantity of a side; linear in its levels. */
  public final long shownLots(Side side) {
    return side(side).shownLots();
  }

  /** Writes up to {@code maxLevels} levels, best first; returns their number. */
  public final int levels(Side side, int maxLevels, int[] pricesTicks, long[] quantitiesLots) {
    Ladder from = side(side);
    int count = 0;
    int level = from.bestLevel();
    while (level != NIL && count < maxLevels) {
      pricesTicks[count] = from.ticks(level);
      quantitiesLots[count++] = arena.words[level + QUANTITY];
      level = from.nextLevel(level);
    }
    return count;
  }

  /** The id at the front of a level's queue, or {@link #NO_ORDER}. */
  public final long headOrderId(Side side, int priceTicks) {
    int level = levelAt(side, priceTicks);
    return level == NIL ? NO_ORDER : arena.words[orders.next(level) + ID];
  }

  /**
   * Visits the displayed orders of a side, best price first and in queue order, until the visitor
   * stops.
   */
  public final void forEachOrder(Side side, OrderVisitor visitor) {
    Ladder from = side(side);
    for (int level = from.bestLevel(); level != NIL; level = from.nextLevel(level)) {
      if (!visitLevel(level, from, visitor)) {
        return;
      }
    }
  }

  /** Visits the displayed orders of one level in queue order, until the visitor stops. */
  public final void forEachOrderAt(Side side, int priceTicks, OrderVisitor visitor) {
    int level = levelAt(side, priceTicks);
    if (level != NIL) {
      visitLevel(level, side(side), visitor);
    }
  }

  private boolean visitLevel(int level, Ladder side, OrderVisitor visitor) {
    long[] words = arena.words;
    int ticks = side.ticks(level);
    for (int order = orders.next(level); order != level; order = orders.next(order)) {
      if (!visitor.visit(
          words[order + ID], orders.ownerOf(order), ticks, words[order + QUANTITY])) {
        return false;
      }
    }
    return true;
  }

  private Ladder side(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  private int levelAt(Side side, int priceTicks) {
    Ladder from = side(side);
    return isPrice(priceTicks) ? from.find(from.key(priceTicks)) : NIL;
  }

  static boolean isQuantity(long lots) {
    return lots > 0 && lots <= MAX_QUANTITY_LOTS;
  }

  static boolean isPrice(int ticks) {
    return ticks >= 1 && ticks <= MAX_PRICE_TICKS;
  }

  /** Number of live orders: displayed, hidden, and waiting stop orders. */
  public final int liveOrderCount() {
    return index.size();
  }

  public final boolean isLive(long orderId) {
    return index.find(orderId) != NIL;
  }

  /** Total remaining quantity of an order, displayed or not; zero if it is not live. */
  public final long remainingLots(long orderId) {
    int order = index.find(orderId);
    return order == NIL ? 0 : orders.remainingLots(order);
  }

  /** Displayed quantity of an order; zero if it is not live, hidden, or a waiting stop order. */
  public final long shownLots(long orderId) {
    int order = index.find(orderId);
    boolean shown = order != NIL && orders.ladderOf(orders.levelOf(order)) < BookOrders.HIDDEN;
    return shown ? arena.words[order + QUANTITY] : 0;
  }

  /**
   * The stop price of a waiting stop order, or else the limit price; {@link #NO_PRICE} if the order
   * is not live.
   */
  public final int priceTicks(long orderId) {
    int order = index.find(orderId);
    return order == NIL ? NO_PRICE : orders.ticksOf(order);
  }

  /** Participant of the order; {@link #NO_OWNER} if the order is not live. */
  public final int owner(long orderId) {
    int order = index.find(orderId);
    return order == NIL ? NO_OWNER : orders.ownerOf(order);
  }

  /** The side of a live order. */
  public final Side side(long orderId) {
    int order = index.find(orderId);
    if (order == NIL) {
      throw new IllegalArgumentException("orderId: got " + orderId + ", expected a live order");
    }
    return orders.sideOf(order);
  }

  /**
   * Quantity ahead of this order in its queue; linear in the queue. Zero if the order is not live.
   */
  public final long quantityAheadLots(long orderId) {
    int order = index.find(orderId);
    if (order == NIL) {
      return 0;
    }
    int level = orders.levelOf(order);
    long ahead = 0;
    for (int o = orders.previous(order); o != level; o = orders.previous(o)) {
      ahead += arena.words[o + QUANTITY];
    }
    return ahead;
  }
}
