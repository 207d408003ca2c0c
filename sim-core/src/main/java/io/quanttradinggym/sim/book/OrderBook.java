package io.quanttradinggym.sim.book;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import io.quanttradinggym.sim.state.Stateful;

/** The limit order book of one instrument with strict price-time priority. NOT thread safe. */
public final class OrderBook implements Stateful {
  /** No such price: an empty side, or the price of a market order. */
  public static final int NO_PRICE = Integer.MIN_VALUE;

  /** No such order. Not a valid order id; every other {@code long} is one. */
  public static final long NO_ORDER = 0;

  /** No such owner. */
  public static final int NO_OWNER = -1;

  public static final int MAX_PRICE_TICKS = (1 << 30) - 1;
  public static final long MAX_QUANTITY_LOTS = 1L << 40;

  /**
   * @param instrument passed to every event
   */
  public OrderBook(int instrument, OrderBookListener listener) {
    throw new UnsupportedOperationException();
  }

  public int instrument() {
    throw new UnsupportedOperationException();
  }

  // Commands: every outcome is an event.

  public void submitLimit(
      long orderId, int owner, Side side, int priceTicks, long quantityLots, TimeInForce tif) {
    throw new UnsupportedOperationException();
  }

  /** Trades what is there; the remainder is cancelled. */
  public void submitMarket(long orderId, int owner, Side side, long quantityLots) {
    throw new UnsupportedOperationException();
  }

  public void cancel(long orderId, int owner) {
    throw new UnsupportedOperationException();
  }

  /** Takes {@code byLots} off a live order, which keeps its priority; taking all of it or more cancels it. */
  public void reduce(long orderId, int owner, long byLots) {
    throw new UnsupportedOperationException();
  }

  /** Gives a live order a new price and remaining quantity; it keeps its priority unless the price changes or it grows. */
  public void replace(long orderId, int owner, int newPriceTicks, long newRemainingLots) {
    throw new UnsupportedOperationException();
  }

  /** Forgets every order, without events. */
  public void clear() {
    throw new UnsupportedOperationException();
  }

  // L1

  /** The best bid, or {@link #NO_PRICE}. */
  public int bestBidTicks() {
    throw new UnsupportedOperationException();
  }

  /** The best ask, or {@link #NO_PRICE}. */
  public int bestAskTicks() {
    throw new UnsupportedOperationException();
  }

  public int bestTicks(Side side) {
    throw new UnsupportedOperationException();
  }

  public boolean isEmpty(Side side) {
    throw new UnsupportedOperationException();
  }

  // L2

  public int levelCount(Side side) {
    throw new UnsupportedOperationException();
  }

  public long quantityAt(Side side, int priceTicks) {
    throw new UnsupportedOperationException();
  }

  public int orderCountAt(Side side, int priceTicks) {
    throw new UnsupportedOperationException();
  }

  /** Writes up to {@code maxLevels} levels, best first; returns how many. */
  public int levels(Side side, int maxLevels, int[] pricesTicks, long[] quantitiesLots) {
    throw new UnsupportedOperationException();
  }

  // L3

  public int liveOrderCount() {
    throw new UnsupportedOperationException();
  }

  public boolean isLive(long orderId) {
    throw new UnsupportedOperationException();
  }

  /** Zero where the order is not live. */
  public long remainingLots(long orderId) {
    throw new UnsupportedOperationException();
  }

  /** {@link #NO_PRICE} where the order is not live. */
  public int priceTicks(long orderId) {
    throw new UnsupportedOperationException();
  }

  /** {@link #NO_OWNER} where the order is not live. */
  public int owner(long orderId) {
    throw new UnsupportedOperationException();
  }

  /** Throws where the order is not live. */
  public Side side(long orderId) {
    throw new UnsupportedOperationException();
  }

  /** Quantity that would trade before this order at its price; linear in the queue. */
  public long quantityAheadLots(long orderId) {
    throw new UnsupportedOperationException();
  }

  /** The id at the front of a level's queue, or {@link #NO_ORDER}. */
  public long headOrderId(Side side, int priceTicks) {
    throw new UnsupportedOperationException();
  }

  public void forEachOrder(Side side, OrderVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void save(StateWriter out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void load(StateReader in) {
    throw new UnsupportedOperationException();
  }
}
