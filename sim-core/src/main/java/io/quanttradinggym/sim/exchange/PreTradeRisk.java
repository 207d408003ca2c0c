package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.Valuation;
import org.jspecify.annotations.Nullable;

/**
 * Checks orders against account limits and the borrow ledger. A check takes constant time (the
 * margin check: one step for each instrument) and allocates nothing.
 */
final class PreTradeRisk implements PreTradeCheck {
  private final AccountLimits limits;
  private final Accounts accounts;
  private final BorrowLedger lending;
  private final ExposureLedger exposure;
  private final MarketView market;
  private final Valuation valuation;

  PreTradeRisk(
      AccountLimits limits,
      Accounts accounts,
      BorrowLedger lending,
      ExposureLedger exposure,
      MarketView market) {
    this.limits = limits;
    this.accounts = accounts;
    this.lending = lending;
    this.exposure = exposure;
    this.market = market;
    valuation = new Valuation(market, accounts);
  }

  @Override
  public @Nullable RejectReason checkLimit(
      int participant, int instrument, Side side, int limitTicks, long lots) {
    boolean price = limitTicks >= 1 && limitTicks <= OrderBook.MAX_PRICE_TICKS;
    if (!price || lots <= 0 || lots > OrderBook.MAX_QUANTITY_LOTS) {
      return null; // the book rejects it with its own reason
    }
    long furthest = exposure.furthestLots(participant, instrument, side) + lots;
    if (limits.maxPositionLots() > 0 && furthest > limits.maxPositionLots()) {
      return RejectReason.POSITION_LIMIT;
    }
    if (side == Side.SELL && !lending.canLocate(participant, instrument, Math.max(0, furthest))) {
      return RejectReason.NO_SHARES_TO_BORROW;
    }
    if (side == Side.BUY && !canPay(participant, instrument, limitTicks, lots)) {
      return RejectReason.INSUFFICIENT_CASH;
    }
    return hasMargin(participant, instrument, furthest) ? null : RejectReason.INSUFFICIENT_MARGIN;
  }

  @Override
  public @Nullable RejectReason checkMarket(int participant, int instrument, Side side, long lots) {
    int limit = side == Side.BUY ? payableTicks(participant, instrument, lots) : 1;
    return limit == OrderBook.NO_PRICE
        ? RejectReason.INSUFFICIENT_CASH
        : checkLimit(participant, instrument, side, limit, lots);
  }

  @Override
  public @Nullable RejectReason checkReplace(
      int participant, long orderId, int newPriceTicks, long newLots) {
    int order = exposure.find(orderId, participant);
    if (order == ExposureOrders.NONE) {
      return null; // the book rejects it with its own reason
    }
    int instrument = exposure.instrument(order);
    Side side = exposure.side(order);
    exposure.countOut(order);
    RejectReason reason = checkLimit(participant, instrument, side, newPriceTicks, newLots);
    exposure.countIn(order);
    return reason;
  }

  @Override
  public @Nullable RejectReason checkTicket(
      int participant, int instrument, OrderTicket ticket, int highestTicks) {
    Side side = ticket.side();
    long lots = ticket.quantityLots();
    if (!ticket.isMarket()) {
      return checkLimit(participant, instrument, side, ticket.priceTicks(), lots);
    }
    boolean capped = side == Side.BUY && limits.isCashLimited();
    int limit = side == Side.BUY ? payableTicks(participant, instrument, lots) : 1;
    if (limit == OrderBook.NO_PRICE || (capped && ticket.isStop())) {
      return RejectReason.INSUFFICIENT_CASH;
    }
    if (capped && limit < highestTicks) {
      ticket.limitTo(limit);
    }
    return checkLimit(participant, instrument, side, limit, lots);
  }

  @Override
  public int marketLimitTicks(int participant, int instrument, Side side, long lots) {
    return side == Side.BUY && limits.isCashLimited()
        ? payableTicks(participant, instrument, lots)
        : Integer.MAX_VALUE;
  }

  /**
   * Highest affordable price of a market buy order; {@link OrderBook#NO_PRICE} if no price is
   * affordable.
   */
  private int payableTicks(int participant, int instrument, long lots) {
    int affordable = affordableTicks(participant, instrument, lots);
    int ask = market.bestTicks(instrument, Side.SELL);
    return ask != OrderBook.NO_PRICE && affordable < ask ? OrderBook.NO_PRICE : affordable;
  }

  /**
   * Highest price at which an account can pay for {@code lots}, bounded by the largest valid price.
   */
  private int affordableTicks(int participant, int instrument, long lots) {
    if (!limits.isCashLimited() || lots <= 0) {
      return OrderBook.MAX_PRICE_TICKS;
    }
    int low = 0;
    int high = OrderBook.MAX_PRICE_TICKS;
    while (low < high) {
      int middle = (int) (((long) low + high + 1) >>> 1);
      if (canPay(participant, instrument, middle, lots)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private boolean canPay(int participant, int instrument, int limitTicks, long lots) {
    if (!limits.isCashLimited()) {
      return true;
    }
    long price = exposure.lotCostMicros(instrument, limitTicks);
    return price > 0 && lots <= Math.max(0, availableMicros(participant)) / price;
  }

  private long availableMicros(int participant) {
    return accounts.cashMicros(participant)
        + limits.creditMicros()
        - exposure.reservedMicros(participant);
  }

  private boolean hasMargin(int participant, int instrument, long furthest) {
    if (limits.initialMargin() == 0 || furthest <= exposure.furthestLots(participant, instrument)) {
      return true;
    }
    double value = Valuation.positionMicros(market, instrument, furthest);
    for (int i = 0; i < market.instruments(); i++) {
      long lots = i == instrument ? 0 : exposure.furthestLots(participant, i);
      value += Valuation.positionMicros(market, i, lots);
    }
    return valuation.equityMicros(participant) >= limits.initialMargin() * value;
  }

  /** Whether an account's equity is below the maintenance margin of its positions. */
  boolean isUndercovered(int participant) {
    long value = valuation.grossMicros(participant);
    return value > 0 && valuation.equityMicros(participant) < limits.maintenanceMargin() * value;
  }
}
