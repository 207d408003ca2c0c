package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.OrderBook.NO_PRICE;

import org.jspecify.annotations.Nullable;

/** An order of the {@link NaiveBook}. */
final class NaiveOrder {
  final long id;
  final int owner;
  final Side side;
  final TimeInForce timeInForce;
  final long displayLots;
  final boolean postOnly;
  final long expiryNanos;
  final @Nullable SelfTradePrevention rule;

  /** {@link OrderBook#NO_PRICE} for a market order. */
  int limitTicks;

  /** {@link OrderBook#NO_PRICE} unless it waits for its trigger. */
  int stopTicks;

  /** Everything that is left, and the part of it that the current slice shows (or hides). */
  long remaining;

  long slice;

  NaiveOrder(OrderTicket ticket) {
    id = ticket.orderId;
    owner = ticket.owner;
    side = ticket.side;
    timeInForce = ticket.timeInForce;
    displayLots = ticket.displayLots;
    postOnly = ticket.postOnly;
    expiryNanos = ticket.expiryNanos;
    rule = ticket.selfTradePrevention;
    limitTicks = ticket.priceTicks;
    stopTicks = ticket.stopTicks;
    remaining = ticket.quantityLots;
    slice = remaining;
  }

  NaiveOrder(NaiveOrder other) {
    id = other.id;
    owner = other.owner;
    side = other.side;
    timeInForce = other.timeInForce;
    displayLots = other.displayLots;
    postOnly = other.postOnly;
    expiryNanos = other.expiryNanos;
    rule = other.rule;
    limitTicks = other.limitTicks;
    stopTicks = other.stopTicks;
    remaining = other.remaining;
    slice = other.slice;
  }

  boolean isMarket() {
    return limitTicks == NO_PRICE;
  }

  boolean isStop() {
    return stopTicks != NO_PRICE;
  }

  boolean isHidden() {
    return displayLots == 0;
  }

  boolean isImmediate() {
    return timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
  }

  /** Where it stands: a stop order at its stop price. */
  int ticks() {
    return isStop() ? stopTicks : limitTicks;
  }

  /** Whether it may trade at a price. */
  boolean accepts(int ticks) {
    return isMarket() || (side == Side.BUY ? ticks <= limitTicks : ticks >= limitTicks);
  }

  /** Shows as much as it may of what remains. */
  void newSlice() {
    slice = isHidden() ? remaining : Math.min(remaining, displayLots);
  }
}
