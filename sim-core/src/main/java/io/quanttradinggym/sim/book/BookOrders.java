package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.DAY;
import static io.quanttradinggym.sim.book.Arena.DETAILED;
import static io.quanttradinggym.sim.book.Arena.FLAGS;
import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.LINKS;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.Arena.REFERENCE;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;

/** All live orders of a book, with their positions, indices and remaining quantities. */
final class BookOrders {
  /** Ladders are numbered 2 × kind + side, so that the opposite side differs in one bit. */
  static final int SHOWN = 0;

  static final int HIDDEN = 2;
  static final int STOPS = 4;
  private static final int LADDERS = 6;

  final Arena arena = new Arena();
  final OrderIndex index = new OrderIndex(arena);
  final OrderDetails details = new OrderDetails();
  final ExpiryQueue expiries = new ExpiryQueue(arena, details);

  /** Indexed by side instead of branching, because the side is unpredictable for the processor. */
  final Ladder[] ladders = new Ladder[LADDERS];

  /** Number of waiting stop orders. */
  int stopCount;

  BookOrders() {
    for (int number = 0; number < LADDERS; number++) {
      boolean buy = (number & 1) == Side.BUY.index();
      ladders[number] = new Ladder(arena, number, buy == (number < STOPS));
    }
    for (Side side : Side.values()) {
      Ladder.join(ladder(SHOWN, side), ladder(HIDDEN, side));
    }
  }

  Ladder ladder(int kind, Side side) {
    return ladders[kind + side.index()];
  }

  /** Adds the remainder of a ticket's order; a stop order waits at its stop price. */
  void add(OrderTicket ticket, long lots) {
    long reserve = ticket.isIceberg() ? Math.max(0, lots - ticket.displayLots) : 0;
    int kind = ticket.isHidden() ? HIDDEN : SHOWN;
    Ladder ladder = ladder(ticket.isStop() ? STOPS : kind, ticket.side);
    int ticks = ticket.isStop() ? ticket.stopTicks : ticket.priceTicks;
    int flags = ticket.timeInForce == TimeInForce.DAY ? DAY : 0;
    if (ticket.isDetailed()) {
      flags |= DETAILED;
    }
    int order = ladder.add(ticket.orderId, ticket.owner, ticks, lots - reserve, flags);
    if (ticket.isDetailed()) {
      details.set(order, ticket, reserve);
    }
    index.add(order, ticket.orderId);
    if (ticket.isStop()) {
      stopCount++;
    }
    if (ticket.timeInForce == TimeInForce.GTD) {
      expiries.add(order);
    }
  }

  /** Removes an order from all structures. */
  void take(int order, int level) {
    if (isDetailed(order)) {
      if (details.expiryNanos(order) != OrderTicket.NO_EXPIRY) {
        expiries.remove(order);
      }
      if (ladderOf(level) >= STOPS) {
        stopCount--;
      }
    }
    takePlain(order, level);
  }

  /** Removes an order without {@link OrderDetails}. */
  void takePlain(int order, int level) {
    index.remove(order, arena.words[order + ID]);
    if (arena.unlink(order, level)) {
      ladders[ladderOf(level)].close(level);
    }
    arena.releaseOrder(order);
  }

  /**
   * Removes displayed quantity after a trade; returns the total remaining quantity of the order.
   */
  long consume(int order, int level, long lots) {
    long[] words = arena.words;
    long shown = words[order + QUANTITY] - lots;
    if ((words[order + REFERENCE] & DETAILED) != 0) {
      return consumeDetailed(order, level, lots);
    }
    if (shown == 0) {
      takePlain(order, level);
    } else {
      words[order + QUANTITY] = shown;
      words[level + QUANTITY] -= lots;
    }
    return shown;
  }

  private long consumeDetailed(int order, int level, long lots) {
    long[] words = arena.words;
    long reserve = details.reserveLots(order);
    if (words[order + QUANTITY] > lots) {
      words[order + QUANTITY] -= lots;
      words[level + QUANTITY] -= lots;
      return words[order + QUANTITY] + reserve;
    }
    if (reserve > 0) {
      return replenish(order, level);
    }
    take(order, level);
    return 0;
  }

  /** Displays the next slice of a reserve order, at the end of the queue. */
  private long replenish(int order, int level) {
    long[] words = arena.words;
    long reserve = details.reserveLots(order);
    long slice = Math.min(reserve, details.displayLots(order));
    words[level + QUANTITY] += slice - words[order + QUANTITY];
    words[order + QUANTITY] = slice;
    details.setReserveLots(order, reserve - slice);
    arena.moveToTail(order, level);
    return reserve;
  }

  /**
   * Reduces an order by less than its remaining quantity, undisplayed quantity first; the order
   * keeps its priority.
   */
  void reduce(int order, long lots) {
    long[] words = arena.words;
    long fromReserve = Math.min(lots, reserveLots(order));
    if (fromReserve > 0) {
      details.setReserveLots(order, details.reserveLots(order) - fromReserve);
    }
    words[order + QUANTITY] -= lots - fromReserve;
    words[levelOf(order) + QUANTITY] -= lots - fromReserve;
  }

  private long reserveLots(int order) {
    return isDetailed(order) ? details.reserveLots(order) : 0;
  }

  /** Total remaining quantity of the order, displayed or not. */
  long remainingLots(int order) {
    return arena.words[order + QUANTITY] + reserveLots(order);
  }

  boolean isDetailed(int order) {
    return (arena.words[order + REFERENCE] & DETAILED) != 0;
  }

  boolean isDay(int order) {
    return (arena.words[order + REFERENCE] & DAY) != 0;
  }

  int levelOf(int order) {
    return (int) arena.words[order + REFERENCE] & ~FLAGS;
  }

  int ownerOf(int order) {
    return (int) (arena.words[order + REFERENCE] >>> 32);
  }

  int ladderOf(int level) {
    return (int) (arena.words[level + REFERENCE] >>> 32);
  }

  Side sideOf(int order) {
    return (ladderOf(levelOf(order)) & 1) == Side.BUY.index() ? Side.BUY : Side.SELL;
  }

  boolean isStop(int order) {
    return ladderOf(levelOf(order)) >= STOPS;
  }

  /** Price of the order; for a stop order, the stop price. */
  int ticksOf(int order) {
    int level = levelOf(order);
    return ladders[ladderOf(level)].ticks(level);
  }

  /** The first order of a queue, or the next one; the level itself at the end. */
  int next(int record) {
    return (int) arena.words[record + LINKS];
  }

  int previous(int record) {
    return (int) (arena.words[record + LINKS] >>> 32);
  }

  /** Fills a ticket with the current order, so that it can be submitted again. */
  void describe(int order, OrderTicket ticket) {
    int ladder = ladderOf(levelOf(order));
    ticket.limit(
        arena.words[order + ID],
        ownerOf(order),
        sideOf(order),
        ticksOf(order),
        remainingLots(order));
    if (isDay(order)) {
      ticket.timeInForce = TimeInForce.DAY;
    }
    if (isDetailed(order)) {
      details.get(order, ticket);
    }
    if (ladder >= STOPS) {
      ticket.stopTicks = ticket.priceTicks;
      ticket.priceTicks = details.limitTicks(order);
    } else if (ladder >= HIDDEN) {
      ticket.displayLots = 0;
    }
  }

  void clear() {
    stopCount = 0;
    arena.clear();
    index.clear();
    expiries.clear();
    for (Ladder ladder : ladders) {
      ladder.clear();
    }
  }

  void save(StateWriter out) {
    out.writeInt(stopCount);
    arena.save(out);
    index.save(out);
    details.save(out);
    expiries.save(out);
    for (Ladder ladder : ladders) {
      ladder.save(out);
    }
  }

  void load(StateReader in) {
    stopCount = in.readInt(0, Integer.MAX_VALUE);
    arena.load(in);
    index.load(in);
    details.load(in);
    expiries.load(in);
    for (Ladder ladder : ladders) {
      ladder.load(in);
    }
  }
}
