package io.quanttradinggym.sim.book;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;

/**
 * Additional data of some orders, by order number (handle / 4), stored separately to keep the other
 * orders small. Uses no memory before the first such order.
 */
final class OrderDetails {
  private static final int POST_ONLY = 8;
  private static final int BOOK_RULE = 7;
  private static final int RULE_MASK = 7;
  private static final int MAX_RULE = SelfTradePrevention.values().length - 1;

  /** Quantity that is not displayed. */
  private long[] reserveLots = {};

  private long[] displayLots = {};
  private long[] expiryNanos = {};
  private int[] limitTicks = {};

  /** Position in the {@link ExpiryQueue}. */
  private int[] expiryPlace = {};

  /** Self-trade prevention and the post-only flag. */
  private byte[] traits = {};

  private static int number(int order) {
    return order >>> Arena.WORDS_SHIFT;
  }

  /** Stores the instructions of a ticket except price, quantity and time in force. */
  void set(int order, OrderTicket ticket, long reserve) {
    int n = number(order);
    reserve(n + 1);
    reserveLots[n] = reserve;
    displayLots[n] = ticket.displayLots;
    expiryNanos[n] =
        ticket.timeInForce == TimeInForce.GTD ? ticket.expiryNanos : OrderTicket.NO_EXPIRY;
    limitTicks[n] = ticket.priceTicks;
    SelfTradePrevention rule = ticket.selfTradePrevention;
    traits[n] =
        (byte) ((rule == null ? BOOK_RULE : rule.code()) | (ticket.postOnly ? POST_ONLY : 0));
  }

  /** Restores the instructions stored by {@link #set} to a ticket. */
  void get(int order, OrderTicket ticket) {
    int n = number(order);
    ticket.displayLots = displayLots[n];
    ticket.expiryNanos = expiryNanos[n];
    if (ticket.expiryNanos != OrderTicket.NO_EXPIRY) {
      ticket.timeInForce = TimeInForce.GTD;
    }
    int rule = traits[n] & RULE_MASK;
    ticket.selfTradePrevention = rule == BOOK_RULE ? null : SelfTradePrevention.of(rule);
    ticket.postOnly = (traits[n] & POST_ONLY) != 0;
  }

  long reserveLots(int order) {
    return reserveLots[number(order)];
  }

  void setReserveLots(int order, long lots) {
    reserveLots[number(order)] = lots;
  }

  long displayLots(int order) {
    return displayLots[number(order)];
  }

  long expiryNanos(int order) {
    return expiryNanos[number(order)];
  }

  /** The limit price of a stop order, or {@link OrderBook#NO_PRICE}. */
  int limitTicks(int order) {
    return limitTicks[number(order)];
  }

  boolean isPostOnly(int order) {
    return (traits[number(order)] & POST_ONLY) != 0;
  }

  int expiryPlace(int order) {
    return expiryPlace[number(order)];
  }

  void setExpiryPlace(int order, int place) {
    expiryPlace[number(order)] = place;
  }

  /** Rejects restored details that no order can have. */
  void check(StateReader in, int order, boolean isStop) {
    int n = number(order);
    in.require(n < traits.length, "details of each special order");
    int rule = traits[n] & RULE_MASK;
    boolean fits =
        reserveLots[n] >= 0
            && reserveLots[n] <= OrderBookView.MAX_QUANTITY_LOTS
            && displayLots[n] >= 0
            && (reserveLots[n] == 0 || OrderBookView.isQuantity(displayLots[n]))
            && expiryNanos[n] >= 0
            && (rule == BOOK_RULE || rule <= MAX_RULE)
            && (!isStop
                || limitTicks[n] == OrderBookView.NO_PRICE
                || OrderBookView.isPrice(limitTicks[n]));
    in.require(fits, "details that an order can have");
  }

  private void reserve(int numbers) {
    if (numbers > traits.length) {
      resize(Math.max(numbers, Math.max(64, traits.length * 2)));
    }
  }

  private void resize(int length) {
    reserveLots = Arrays.copyOf(reserveLots, length);
    displayLots = Arrays.copyOf(displayLots, length);
    expiryNanos = Arrays.copyOf(expiryNanos, length);
    limitTicks = Arrays.copyOf(limitTicks, length);
    expiryPlace = Arrays.copyOf(expiryPlace, length);
    traits = Arrays.copyOf(traits, length);
  }

  void save(StateWriter out) {
    int length = traits.length;
    out.writeInt(length);
    out.writeLongs(reserveLots, 0, length);
    out.writeLongs(displayLots, 0, length);
    out.writeLongs(expiryNanos, 0, length);
    out.writeInts(limitTicks, 0, length);
    out.writeInts(expiryPlace, 0, length);
    out.writeBytes(traits, 0, length);
  }

  void load(StateReader in) {
    int length = in.readCount(3 * Long.BYTES + 2 * Integer.BYTES + 1);
    if (length != traits.length) {
      resize(length);
    }
    in.readLongs(reserveLots, 0, length);
    in.readLongs(displayLots, 0, length);
    in.readLongs(expiryNanos, 0, length);
    in.readInts(limitTicks, 0, length);
    in.readInts(expiryPlace, 0, length);
    in.readBytes(traits, 0, length);
  }
}
