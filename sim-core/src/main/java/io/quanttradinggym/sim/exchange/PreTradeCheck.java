package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import org.jspecify.annotations.Nullable;

/**
 * Pre-trade checks of orders. A method that returns a reason returns null for an accepted order.
 */
interface PreTradeCheck {
  /** Accepts every order. */
  PreTradeCheck NONE =
      new PreTradeCheck() {
        @Override
        public @Nullable RejectReason checkLimit(
            int participant, int instrument, Side side, int priceTicks, long lots) {
          return null;
        }

        @Override
        public @Nullable RejectReason checkMarket(
            int participant, int instrument, Side side, long lots) {
          return null;
        }

        @Override
        public @Nullable RejectReason checkReplace(
            int participant, long orderId, int newPriceTicks, long newLots) {
          return null;
        }

        @Override
        public @Nullable RejectReason checkTicket(
            int participant, int instrument, OrderTicket ticket, int highestTicks) {
          return null;
        }

        @Override
        public int marketLimitTicks(int participant, int instrument, Side side, long lots) {
          return Integer.MAX_VALUE;
        }
      };

  @Nullable RejectReason checkLimit(
      int participant, int instrument, Side side, int priceTicks, long lots);

  @Nullable RejectReason checkMarket(int participant, int instrument, Side side, long lots);

  /** Checks a live order's new price and quantity; returns the reason of a rejection. */
  @Nullable RejectReason checkReplace(
      int participant, long orderId, int newPriceTicks, long newLots);

  /**
   * Checks an order with instructions; returns the reason of a rejection. If the account has a
   * money limit, a market order becomes a limit order at the highest affordable price. A stop order
   * to buy at the market is rejected, because its cost is unknown.
   *
   * @param highestTicks highest allowed trade price
   */
  @Nullable RejectReason checkTicket(
      int participant, int instrument, OrderTicket ticket, int highestTicks);

  /**
   * Limit price of a market order that passed {@link #checkMarket}: the worst affordable price.
   *
   * @return {@link Integer#MAX_VALUE} = no limit
   */
  int marketLimitTicks(int participant, int instrument, Side side, long lots);
}
