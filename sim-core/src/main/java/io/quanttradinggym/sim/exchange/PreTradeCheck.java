package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import org.jspecify.annotations.Nullable;

/**
 * Says which orders may go to the books. Every method that returns a reason returns null for none.
 */
interface PreTradeCheck {
  /** Every order may. */
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

  /** Why a live order's new price and quantity are refused. */
  @Nullable RejectReason checkReplace(
      int participant, long orderId, int newPriceTicks, long newLots);

  /**
   * Why an order that brings instructions with it is refused. A market order of an account that
   * spends no more than it has becomes a limit order at the highest price that it can pay; a stop
   * order to buy at the market could cost anything by then, and is refused.
   *
   * @param highestTicks the highest price at which trades are allowed
   */
  @Nullable RejectReason checkTicket(
      int participant, int instrument, OrderTicket ticket, int highestTicks);

  /**
   * How far a market order that passed {@link #checkMarket} may go: as far as its account can pay.
   *
   * @return {@link Integer#MAX_VALUE} = as far as it likes
   */
  int marketLimitTicks(int participant, int instrument, Side side, long lots);
}
