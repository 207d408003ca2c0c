package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.DAY;
import static io.quanttradinggym.sim.book.Arena.DETAILED;
import static io.quanttradinggym.sim.book.Arena.FLAGS;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.Arena.REFERENCE;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limit order book of one instrument: strict price-time priority, trades at the resting order's
 * price.
 *
 * <p>Every effect of an order or request is an event on the listener. The book is already updated
 * when it raises the event. Allocation-free after warm-up. NOT thread safe; the listener must not
 * call commands of the same book.
 *
 * <p>Plain limit orders, market orders and cancels have direct methods; {@link OrderTicket} carries
 * all other instructions. Stop orders are triggered after the command that traded at their price is
 * complete: buys (lowest stop first) before sells (highest first).
 */
public final class OrderBook extends OrderBookView implements Stateful {
  private final int instrument;
  private final BookRules rules;
  private final OrderBookListener listener;
  private final Ladder[] ladders = orders.ladders;
  private final Matcher matcher;
  private final Auction auction;

  /** An order that is removed to be submitted again. */
  private final OrderTicket scratch = new OrderTicket();

  private TradingPhase phase = TradingPhase.CONTINUOUS;
  private long timeNanos;
  private int bandLowTicks = 1;
  private int bandHighTicks = MAX_PRICE_TICKS;

  /** Handles of orders to be cancelled together. */
  private int[] pending = new int[64];

  /**
   * @param instrument passed to every event
   */
  public OrderBook(int instrument, OrderBookListener listener) {
    this(instrument, BookRules.DEFAULT, listener);
  }

  /**
   * @param instrument passed to every event
   */
  public OrderBook(int instrument, BookRules rules, OrderBookListener listener) {
    this.instrument = instrument;
    this.rules = rules;
    this.listener = listener;
    Trade trade = new Trade(instrument);
    matcher = new Matcher(instrument, listener, orders, trade);
    auction = new Auction(instrument, listener, orders, matcher, trade);
  }

  public int instrument() {
    return instrument;
  }

  public TradingPhase phase() {
    return phase;
  }

  /** The price of the last trade, or {@link #NO_PRICE}. */
  public int lastTradeTicks() {
    return matcher.lastTradeTicks();
  }

  /**
   * Submits an order that trades at {@code priceTicks} or better; {@code tif} determines whether
   * the remainder rests or is cancelled.
   */
  public void submitLimit(
      long orderId, int owner, Side side, int priceTicks, long quantityLots, TimeInForce tif) {
    if (phase != TradingPhase.CONTINUOUS || tif == TimeInForce.GTD) {
      submit(scratch.limit(orderId, owner, side, priceTicks, quantityLots).timeInForce(tif));
      return;
    }
    Ladder own = ladders[side.index()];
    Ladder opposite = ladders[side.index() ^ 1];
    boolean valid =
        isPrice(priceTicks)
            && !own.isTooGood(priceTicks)
            && isQuantity(quantityLots)
            && orderId != NO_ORDER
            && index.isNew(orderId);
    if (!valid) {
      reject(orderId, owner, check(orderId, side, priceTicks, quantityLots));
      return;
    }
    listener.onAccepted(instrument, orderId, owner, side, priceTicks, quantityLots);
    if (opposite.firstKey() > opposite.key(priceTicks) && tif == TimeInForce.GTC) {
      index.add(own.add(orderId, owner, priceTicks, quantityLots, 0), orderId);
    } else {
      executeAtOnce(orderId, owner, side, priceTicks, quantityLots, tif);
    }
  }

  private void executeAtOnce(
      long orderId, int owner, Side side, int priceTicks, long lots, TimeInForce tif) {
    long rest = trade(orderId, owner, side, priceTicks, lots, tif, rules.selfTradePrevention());
    if (rest > 0) {
      int flags = tif == TimeInForce.DAY ? DAY : 0;
      index.add(ladders[side.index()].add(orderId, owner, priceTicks, rest, flags), orderId);
    }
    triggerStops();
  }

  /** Trades against all orders within the price band; the remainder is cancelled. */
  public void submitMarket(long orderId, int owner, Side side, long quantityLots) {
    if (phase != TradingPhase.CONTINUOUS) {
      submit(scratch.market(orderId, owner, side, quantityLots));
      return;
    }
    RejectReason reason = checkIdentity(orderId, quantityLots);
    if (reason != null) {
      reject(orderId, owner, reason);
      return;
    }
    listener.onAccepted(instrument, orderId, owner, side, NO_PRICE, quantityLots);
    executeAtOnce(orderId, owner, side, NO_PRICE, quantityLots, TimeInForce.IOC);
  }

  /** Submits an order of any kind. The book does not keep the ticket. */
  public void submit(OrderTicket ticket) {
    RejectReason reason =
        ticket.isMarket()
            ? checkIdentity(ticket.orderId, ticket.quantityLots)
            : check(ticket.orderId, ticket.side, ticket.priceTicks, ticket.quantityLots);
    if (reason == null) {
      reason = ticket.check(timeNanos);
    }
    if (reason == null) {
      reason = checkPhase(ticket);
    }
    if (reason != null) {
      reject(ticket.orderId, ticket.owner, reason);
      return;
    }
    listener.onAccepted(
        instrument,
        ticket.orderId,
        ticket.owner,
        ticket.side,
        ticket.priceTicks,
        ticket.quantityLots);
    if (ticket.isStop()) {
      restStop(ticket);
    } else {
      execute(ticket);
    }
    triggerStops();
  }

  private void reject(long orderId, int owner, @Nullable RejectReason reason) {
    listener.onRejected(instrument, orderId, owner, Objects.requireNonNull(reason));
  }

  private @Nullable RejectReason check(long orderId, Side side, int priceTicks, long lots) {
    if (!isPrice(priceTicks)) {
      return RejectReason.INVALID_PRICE;
    }
    return isOutsideBand(side, priceTicks)
        ? RejectReason.PRICE_OUTSIDE_BAND
        : checkIdentity(orderId, lots);
  }

  private @Nullable RejectReason checkIdentity(long orderId, long quantityLots) {
    if (!isQuantity(quantityLots)) {
      return RejectReason.INVALID_QUANTITY;
    }
    if (orderId == NO_ORDER) {
      return RejectReason.INVALID_ORDER_ID;
    }
    return index.isNew(orderId) ? null : RejectReason.DUPLICATE_ORDER_ID;
  }

  private boolean isOutsideBand(Side side, int priceTicks) {
    return orders.ladders[side.index()].isTooGood(priceTicks);
  }

  private @Nullable RejectReason checkPhase(OrderTicket ticket) {
    if (phase == TradingPhase.HALTED) {
      return RejectReason.MARKET_HALTED;
    }
    if (phase == TradingPhase.AUCTION_CALL) {
      boolean fits = ticket.isStop() || !(ticket.isImmediate() || ticket.postOnly);
      return fits ? null : RejectReason.NOT_IN_CALL;
    }
    return ticket.postOnly && matcher.crosses(ticket.side, ticket.priceTicks)
        ? RejectReason.WOULD_TAKE
        : null;
  }

  /** Adds a waiting stop order. If its price is already reached, the next check triggers it. */
  private void restStop(OrderTicket ticket) {
    orders.add(ticket, ticket.quantityLots);
    if (phase == TradingPhase.CONTINUOUS && matcher.lastTradeTicks() != NO_PRICE) {
      matcher.noteTrade(matcher.lastTradeTicks());
    }
  }

  private void execute(OrderTicket ticket) {
    long rest = ticket.quantityLots;
    if (phase == TradingPhase.CONTINUOUS) {
      SelfTradePrevention rule = ticket.selfTradePrevention;
      rest =
          trade(
              ticket.orderId,
              ticket.owner,
              ticket.side,
              ticket.priceTicks,
              rest,
              ticket.timeInForce,
              rule == null ? rules.selfTradePrevention() : rule);
    }
    if (rest > 0) {
      orders.add(ticket, rest);
    }
  }

  /** Trades the quantity that can trade at once; returns the quantity that may rest. */
  private long trade(
      long orderId,
      int owner,
      Side side,
      int priceTicks,
      long lots,
      TimeInForce tif,
      SelfTradePrevention rule) {
    boolean market = priceTicks == NO_PRICE;
    int limit = market ? bandEdge(side) : priceTicks;
    boolean fillable = tif != TimeInForce.FOK || matcher.canFill(owner, side, limit, lots, rule);
    long rest = fillable ? matcher.match(orderId, owner, side, limit, lots, rule) : lots;
    if (rest > 0 && (market || tif == TimeInForce.IOC || tif == TimeInForce.FOK)) {
      cancelRemainder(orderId, owner, side, market, rest, fillable);
      return 0;
    }
    return rest;
  }

  private int bandEdge(Side side) {
    return side == Side.BUY ? bandHighTicks : bandLowTicks;
  }

  /** A market order with remaining quantity beyond the band halts the market. */
  private void cancelRemainder(
      long orderId, int owner, Side side, boolean market, long rest, boolean fillable) {
    if (!fillable) {
      listener.onCancelled(instrument, orderId, owner, rest, CancelReason.NOT_FILLABLE);
    } else if (!market) {
      listener.onCancelled(instrument, orderId, owner, rest, CancelReason.IMMEDIATE_REMAINDER);
    } else if (matcher.isEmpty(side.opposite())) {
      listener.onCancelled(instrument, orderId, owner, rest, CancelReason.MARKET_REMAINDER);
    } else {
      listener.onCancelled(instrument, orderId, owner, rest, CancelReason.PRICE_BAND);
      boolean up = side == Side.BUY;
      changePhase(TradingPhase.HALTED, up ? PhaseCause.LIMIT_UP : PhaseCause.LIMIT_DOWN);
    }
  }

  private void triggerStops() {
    if (orders.stopCount == 0) {
      return;
    }
    int stop = nextTriggered();
    while (stop != NIL) {
      trigger(stop);
      stop = nextTriggered();
    }
    matcher.forgetTrades();
  }

  private int nextTriggered() {
    if (phase != TradingPhase.CONTINUOUS) {
      return NIL;
    }
    Ladder buys = orders.ladder(BookOrders.STOPS, Side.BUY);
    Ladder sells = orders.ladder(BookOrders.STOPS, Side.SELL);
    if (buys.levelCount() > 0 && buys.bestTicks() <= matcher.highTicks()) {
      return orders.next(buys.bestLevel());
    }
    boolean sell = sells.levelCount() > 0 && sells.bestTicks() >= matcher.lowTicks();
    return sell ? orders.next(sells.bestLevel()) : NIL;
  }

  private void trigger(int stop) {
    orders.describe(stop, scratch);
    scratch.stopTicks = NO_PRICE;
    orders.take(stop, orders.levelOf(stop));
    listener.onTriggered(instrument, scratch.orderId, scratch.owner);
    if (!scratch.isMarket() && isOutsideBand(scratch.side, scratch.priceTicks)) {
      listener.onCancelled(
          instrument,
          scratch.orderId,
          scratch.owner,
          scratch.quantityLots,
          CancelReason.PRICE_BAND);
    } else {
      execute(scratch);
    }
  }

  /** Cancels the remainder of a live order. */
  public void cancel(long orderId, int owner) {
    int order = index.find(orderId);
    long[] words = arena.words;
    long reference = words[order + REFERENCE];
    if (order == NIL || (int) (reference >>> 32) != owner || (reference & DETAILED) != 0) {
      cancelDetailed(orderId, owner);
      return;
    }
    long remaining = words[order + QUANTITY];
    int level = (int) reference & ~FLAGS;
    index.remove(order, orderId);
    if (arena.unlink(order, level)) {
      ladders[(int) (words[level + REFERENCE] >>> 32)].close(level);
    }
    arena.releaseOrder(order);
    listener.onCancelled(instrument, orderId, owner, remaining, CancelReason.REQUESTED);
  }

  private void cancelDetailed(long orderId, int owner) {
    int order = findOwn(orderId, owner);
    if (order != NIL) {
      matcher.cancel(order, CancelReason.REQUESTED);
    }
  }

  /**
   * Reduces a live order by {@code byLots}; the order keeps its priority. A reduction by the
   * remaining quantity or more cancels it. A reserve order loses undisplayed quantity first.
   */
  public void reduce(long orderId, int owner, long byLots) {
    int order = findOwn(orderId, owner);
    if (order == NIL) {
      return;
    }
    long remaining = orders.remainingLots(order);
    if (byLots <= 0) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.INVALID_QUANTITY);
    } else if (byLots >= remaining) {
      matcher.cancel(order, CancelReason.REQUESTED);
    } else {
      orders.reduce(order, byLots);
      listener.onReduced(instrument, orderId, owner, remaining - byLots);
    }
  }

  /**
   * Changes the price and remaining quantity of a live order. The order keeps its priority unless
   * the price changes or the quantity grows. An order with a crossing new price trades like an
   * incoming order.
   */
  public void replace(long orderId, int owner, int newPriceTicks, long newRemainingLots) {
    int order = findOwn(orderId, owner);
    if (order == NIL) {
      return;
    }
    RejectReason reason = checkReplace(order, newPriceTicks, newRemainingLots);
    if (reason != null) {
      listener.onRequestRejected(instrument, orderId, owner, reason);
      return;
    }
    long remaining = orders.remainingLots(order);
    if (newPriceTicks == orders.ticksOf(order) && newRemainingLots <= remaining) {
      orders.reduce(order, remaining - newRemainingLots);
      listener.onReplaced(instrument, orderId, owner, newPriceTicks, newRemainingLots, true);
    } else {
      requeue(order, newPriceTicks, newRemainingLots);
    }
  }

  private @Nullable RejectReason checkReplace(int order, int newPriceTicks, long lots) {
    if (!isPrice(newPriceTicks)) {
      return RejectReason.INVALID_PRICE;
    }
    Side side = orders.sideOf(order);
    if (isOutsideBand(side, newPriceTicks)) {
      return RejectReason.PRICE_OUTSIDE_BAND;
    }
    if (!isQuantity(lots)) {
      return RejectReason.INVALID_QUANTITY;
    }
    if (phase == TradingPhase.HALTED) {
      return RejectReason.MARKET_HALTED;
    }
    if (orders.isStop(order)) {
      return RejectReason.STOP_PENDING;
    }
    boolean postOnly = orders.isDetailed(order) && orders.details.isPostOnly(order);
    return postOnly && phase == TradingPhase.CONTINUOUS && matcher.crosses(side, newPriceTicks)
        ? RejectReason.WOULD_TAKE
        : null;
  }

  private void requeue(int order, int newPriceTicks, long newRemainingLots) {
    orders.describe(order, scratch);
    scratch.priceTicks = newPriceTicks;
    scratch.quantityLots = newRemainingLots;
    orders.take(order, orders.levelOf(order));
    listener.onReplaced(
        instrument, scratch.orderId, scratch.owner, newPriceTicks, newRemainingLots, false);
    execute(scratch);
    triggerStops();
  }

  /** The participant's order, or {@link Arena#NIL} after a reject. */
  private int findOwn(long orderId, int owner) {
    int order = index.find(orderId);
    if (order == NIL) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.UNKNOWN_ORDER);
    } else if (orders.ownerOf(order) != owner) {
      listener.onRequestRejected(instrument, orderId, owner, RejectReason.NOT_OWNER);
      return NIL;
    }
    return order;
  }

  /** Advances the book's time, which starts at zero, and cancels expired good-till-date orders. */
  public void advanceTime(long nowNanos) {
    if (nowNanos < timeNanos) {
      throw new IllegalArgumentException(
          "nowNanos: got " + nowNanos + ", expected at least " + timeNanos);
    }
    timeNanos = nowNanos;
    int order = orders.expiries.first();
    while (order != NIL && orders.details.expiryNanos(order) <= nowNanos) {
      matcher.cancel(order, CancelReason.EXPIRED);
      order = orders.expiries.first();
    }
  }

  /**
   * Ends the trading day and cancels day orders: bids before asks, best first, then hidden orders
   * and stop orders.
   */
  public void closeDay() {
    int count = 0;
    for (Ladder ladder : orders.ladders) {
      for (int level = ladder.bestLevel(); level != NIL; level = ladder.nextLevel(level)) {
        for (int order = orders.next(level); order != level; order = orders.next(order)) {
          if (orders.isDay(order)) {
            count = addPending(count, order);
          }
        }
      }
    }
    for (int i = 0; i < count; i++) {
      matcher.cancel(pending[i], CancelReason.EXPIRED);
    }
  }

  private int addPending(int count, int order) {
    if (count == pending.length) {
      pending = Arrays.copyOf(pending, count * 2);
    }
    pending[count] = order;
    return count + 1;
  }

  /**
   * Sets the range of allowed trade prices. Limit orders to buy above or sell below it are
   * rejected, such resting orders are cancelled, and a market order that would trade outside it
   * halts the market.
   */
  public void setPriceBand(int lowTicks, int highTicks) {
    if (!isPrice(lowTicks) || !isPrice(highTicks) || lowTicks > highTicks) {
      throw new IllegalArgumentException(
          "price band: got %d to %d, expected a non-empty range within 1 to %d"
              .formatted(lowTicks, highTicks, MAX_PRICE_TICKS));
    }
    limitPrices(lowTicks, highTicks);
    for (int number = BookOrders.SHOWN; number < BookOrders.STOPS; number++) {
      Ladder ladder = ladders[number];
      while (ladder.levelCount() > 0 && ladder.isTooGood(ladder.bestTicks())) {
        matcher.cancel(orders.next(ladder.bestLevel()), CancelReason.PRICE_BAND);
      }
    }
  }

  private void limitPrices(int lowTicks, int highTicks) {
    bandLowTicks = lowTicks;
    bandHighTicks = highTicks;
    for (int number = BookOrders.SHOWN; number < BookOrders.STOPS; number++) {
      ladders[number].setBand((number & 1) == Side.BUY.index() ? highTicks : lowTicks);
    }
  }

  /** Stops trading: new orders are rejected; live orders can only be cancelled or reduced. */
  public void halt() {
    changePhase(TradingPhase.HALTED, PhaseCause.REQUESTED);
  }

  /** Starts an auction call: orders are collected without trading until {@link #open}. */
  public void startCall() {
    changePhase(TradingPhase.AUCTION_CALL, PhaseCause.REQUESTED);
  }

  /**
   * Starts continuous trading, after an auction if orders cross. The auction price maximises the
   * traded quantity; ties go to the least imbalance, then to the price nearest to the reference,
   * then to the lower price.
   */
  public void open(int referencePriceTicks) {
    if (!isPrice(referencePriceTicks)) {
      throw new IllegalArgumentException(
          "referencePriceTicks: got " + referencePriceTicks + ", expected 1 to " + MAX_PRICE_TICKS);
    }
    if (phase != TradingPhase.CONTINUOUS) {
      auction.uncross(referencePriceTicks);
      changePhase(TradingPhase.CONTINUOUS, PhaseCause.REQUESTED);
      if (matcher.lastTradeTicks() != NO_PRICE) {
        matcher.noteTrade(matcher.lastTradeTicks());
      }
      triggerStops();
    }
  }

  private void changePhase(TradingPhase to, PhaseCause cause) {
    if (phase != to) {
      phase = to;
      listener.onPhaseChanged(instrument, to, cause);
    }
  }

  /** Removes all orders, trades, halts and price bands, without events. */
  public void clear() {
    orders.clear();
    matcher.clear();
    phase = TradingPhase.CONTINUOUS;
    timeNanos = 0;
    limitPrices(1, MAX_PRICE_TICKS);
  }

  @Override
  public void save(StateWriter out) {
    out.writeByte(phase.code());
    out.writeLong(timeNanos);
    out.writeInt(bandLowTicks);
    out.writeInt(bandHighTicks);
    matcher.save(out);
    orders.save(out);
  }

  @Override
  public void load(StateReader in) {
    phase = TradingPhase.of(in.readByte());
    timeNanos = in.readLong(0, Long.MAX_VALUE);
    int low = in.readInt(1, MAX_PRICE_TICKS);
    limitPrices(low, in.readInt(low, MAX_PRICE_TICKS));
    matcher.load(in);
    orders.load(in);
  }

  /**
   * Rejects a restored state with inconsistent references between orders and levels.
   *
   * @param owners how many participants there are
   * @param nowNanos the time of the simulation
   */
  public void check(StateReader in, int owners, long nowNanos) {
    BookCheck.check(in, orders, owners);
    in.require(timeNanos <= nowNanos, "books that are not ahead of the time");
    in.require(phase != TradingPhase.CONTINUOUS || !matcher.isCrossed(), "bids below offers");
  }
}
