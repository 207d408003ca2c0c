package io.quanttradinggym.sim.book;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import org.jspecify.annotations.Nullable;

/**
 * All instructions of an order, filled in and submitted; reusable. {@link #limit} and {@link
 * #market} start a new order and clear the previous one.
 *
 * <p>Incompatible instructions: post-only, a partial display or a hidden order with immediate or
 * fill-or-kill; a market order with post-only, a partial display, or a time in force other than
 * immediate and fill-or-kill, unless it is a stop order; a stop order with post-only, a partial
 * display, immediate or fill-or-kill.
 */
public final class OrderTicket implements Stateful {
  /** The whole quantity is displayed. */
  public static final long DISPLAY_ALL = Long.MAX_VALUE;

  /** Good till date requires an earlier time. */
  public static final long NO_EXPIRY = Long.MAX_VALUE;

  private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();
  private static final SelfTradePrevention[] PREVENTIONS = SelfTradePrevention.values();

  long orderId;
  int owner;
  Side side = Side.BUY;
  int priceTicks;
  long quantityLots;
  TimeInForce timeInForce = TimeInForce.GTC;
  int stopTicks;
  long displayLots;
  boolean postOnly;
  long expiryNanos;
  @Nullable SelfTradePrevention selfTradePrevention;

  /** Starts a limit order, good till cancelled; the id and participant are set later. */
  public OrderTicket limit(Side side, int priceTicks, long quantityLots) {
    return limit(OrderBook.NO_ORDER, 0, side, priceTicks, quantityLots);
  }

  /** Starts a market order, immediate or cancel; the id and participant are set later. */
  public OrderTicket market(Side side, long quantityLots) {
    return market(OrderBook.NO_ORDER, 0, side, quantityLots);
  }

  /** Starts a limit order, good till cancelled. */
  public OrderTicket limit(long orderId, int owner, Side side, int priceTicks, long quantityLots) {
    this.orderId = orderId;
    this.owner = owner;
    this.side = side;
    this.priceTicks = priceTicks;
    this.quantityLots = quantityLots;
    timeInForce = TimeInForce.GTC;
    stopTicks = OrderBook.NO_PRICE;
    displayLots = DISPLAY_ALL;
    postOnly = false;
    expiryNanos = NO_EXPIRY;
    selfTradePrevention = null;
    return this;
  }

  /** Starts a market order, immediate or cancel. */
  public OrderTicket market(long orderId, int owner, Side side, long quantityLots) {
    limit(orderId, owner, side, OrderBook.NO_PRICE, quantityLots);
    timeInForce = TimeInForce.IOC;
    return this;
  }

  /** Sets the id and participant of the order. */
  public OrderTicket identify(long newOrderId, int newOwner) {
    orderId = newOrderId;
    owner = newOwner;
    return this;
  }

  /** Copies another ticket. */
  public void set(OrderTicket other) {
    limit(other.orderId, other.owner, other.side, other.priceTicks, other.quantityLots);
    timeInForce = other.timeInForce;
    stopTicks = other.stopTicks;
    displayLots = other.displayLots;
    postOnly = other.postOnly;
    expiryNanos = other.expiryNanos;
    selfTradePrevention = other.selfTradePrevention;
  }

  /** Limits the price of a market order. */
  public void limitTo(int newPriceTicks) {
    priceTicks = newPriceTicks;
  }

  /** Index of the participant whose order it is. */
  public int owner() {
    return owner;
  }

  public long orderId() {
    return orderId;
  }

  public Side side() {
    return side;
  }

  /** {@link OrderBook#NO_PRICE} for a market order. */
  public int priceTicks() {
    return priceTicks;
  }

  public long quantityLots() {
    return quantityLots;
  }

  public TimeInForce timeInForce() {
    return timeInForce;
  }

  /** {@link OrderBook#NO_PRICE} unless it is a stop order. */
  public int stopTicks() {
    return stopTicks;
  }

  /** {@link #DISPLAY_ALL} unless it is a reserve order; 0 for a hidden order. */
  public long displayLots() {
    return displayLots;
  }

  /** Null if the book's rule applies. */
  public @Nullable SelfTradePrevention selfTradePrevention() {
    return selfTradePrevention;
  }

  public boolean isPostOnly() {
    return postOnly;
  }

  /** {@link #NO_EXPIRY} unless it is a good-till-date order. */
  public long expiryNanos() {
    return expiryNanos;
  }

  public OrderTicket timeInForce(TimeInForce tif) {
    timeInForce = tif;
    return this;
  }

  /** Good till date: expires when the book's time reaches {@code nanos}. */
  public OrderTicket goodTill(long nanos) {
    timeInForce = TimeInForce.GTD;
    expiryNanos = nanos;
    return this;
  }

  /** Post-only: the order is rejected if it would trade at once. */
  public OrderTicket postOnly() {
    postOnly = true;
    return this;
  }

  /**
   * Reserve (iceberg): displays at most this quantity. When the displayed quantity is filled, the
   * next slice joins the end of the queue.
   */
  public OrderTicket display(long lots) {
    displayLots = lots;
    return this;
  }

  /** Hidden: at equal prices, the order trades after all displayed quantity. */
  public OrderTicket hidden() {
    return display(0);
  }

  /**
   * Stop: waits for a trade at or beyond this price (at or above for a buy, at or below for a
   * sell), then becomes a market or limit order. The waiting order is good till cancelled, unless
   * another time in force is set afterwards.
   */
  public OrderTicket stop(int stopPriceTicks) {
    stopTicks = stopPriceTicks;
    timeInForce = TimeInForce.GTC;
    return this;
  }

  /** Overrides the book's rule for self-trade prevention. */
  public OrderTicket selfTradePrevention(SelfTradePrevention mode) {
    selfTradePrevention = mode;
    return this;
  }

  public boolean isMarket() {
    return priceTicks == OrderBook.NO_PRICE;
  }

  /** Whether the order is a stop order. */
  public boolean isStop() {
    return stopTicks != OrderBook.NO_PRICE;
  }

  boolean isImmediate() {
    return timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
  }

  boolean isIceberg() {
    return displayLots > 0 && displayLots < quantityLots;
  }

  boolean isHidden() {
    return displayLots == 0;
  }

  /** Whether the order needs {@link OrderDetails} once it rests. */
  boolean isDetailed() {
    return (displayLots > 0 && displayLots < DISPLAY_ALL)
        || postOnly
        || isStop()
        || timeInForce == TimeInForce.GTD
        || selfTradePrevention != null;
  }

  /** Combinations that the instructions themselves exclude. */
  @Nullable RejectReason check(long nowNanos) {
    if (isStop() && !OrderBookView.isPrice(stopTicks)) {
      return RejectReason.INVALID_STOP_PRICE;
    }
    if (displayLots < 0) {
      return RejectReason.INVALID_DISPLAY;
    }
    if (timeInForce == TimeInForce.GTD && (expiryNanos <= nowNanos || expiryNanos == NO_EXPIRY)) {
      return RejectReason.INVALID_EXPIRY;
    }
    boolean plain = !postOnly && !isIceberg() && !isHidden();
    boolean fits =
        isStop()
            ? plain && !isImmediate()
            : isMarket() ? plain && isImmediate() : plain || !isImmediate();
    return fits ? null : RejectReason.INCOMPATIBLE_INSTRUCTIONS;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(orderId);
    out.writeInt(owner);
    out.writeInt(side.ordinal());
    out.writeInt(priceTicks);
    out.writeLong(quantityLots);
    out.writeInt(timeInForce.ordinal());
    out.writeInt(stopTicks);
    out.writeLong(displayLots);
    out.writeBoolean(postOnly);
    out.writeLong(expiryNanos);
    out.writeInt(selfTradePrevention == null ? -1 : selfTradePrevention.ordinal());
  }

  @Override
  public void load(StateReader in) {
    orderId = in.readLong();
    owner = in.readInt();
    side = in.readInt() == 0 ? Side.BUY : Side.SELL;
    priceTicks = in.readInt();
    quantityLots = in.readLong();
    timeInForce = TIMES_IN_FORCE[in.readIndex(TIMES_IN_FORCE.length)];
    stopTicks = in.readInt();
    displayLots = in.readLong();
    postOnly = in.readBoolean();
    expiryNanos = in.readLong();
    int prevention = in.readInt(-1, PREVENTIONS.length - 1);
    selfTradePrevention = prevention < 0 ? null : PREVENTIONS[prevention];
  }
}
