package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.OpenOrders;
import io.quanttradinggym.sim.market.Valuation;
import org.jspecify.annotations.Nullable;

/**
 * Says which orders an account's limits and the borrow ledger allow, and keeps count of what live
 * orders could still do. A check takes constant time (the margin: one step for each instrument) and
 * allocates nothing.
 */
final class PreTradeRisk implements Stateful {
  private final AccountLimits limits;
  private final Accounts accounts;
  private final BorrowLedger ledger;
  private final MarketView market;
  private final Valuation valuation;
  private final Fees[] fees;
  private final int instruments;
  private final OpenOrders open = new OpenOrders();
  private final long[] openBuyLots; // (owners, instruments)
  private final long[] openSellLots; // (owners, instruments)
  private final long[] reservedMicros; // by owner: what live buy orders could cost

  PreTradeRisk(
      AccountLimits limits,
      Accounts accounts,
      BorrowLedger ledger,
      MarketView market,
      Fees[] fees) {
    this.limits = limits;
    this.accounts = accounts;
    this.ledger = ledger;
    this.market = market;
    valuation = new Valuation(market, accounts);
    this.fees = fees;
    instruments = fees.length;
    openBuyLots = new long[accounts.owners() * instruments];
    openSellLots = new long[accounts.owners() * instruments];
    reservedMicros = new long[accounts.owners()];
    for (int owner = 0; owner < accounts.owners(); owner++) {
      for (int i = 0; i < instruments; i++) {
        updateLedger(owner, i);
      }
    }
  }

  /** Ids of an owner's live orders: to be used rarely. */
  long[] ordersOf(int owner) {
    return open.of(owner);
  }

  int instrumentOf(long orderId) {
    return open.instrument(open.find(orderId));
  }

  /** Why a new order is refused; null if it is not. */
  @Nullable RejectReason check(int owner, int instrument, Side side, int limitTicks, long lots) {
    boolean price = limitTicks >= 1 && limitTicks <= OrderBook.MAX_PRICE_TICKS;
    if (!price || lots <= 0 || lots > OrderBook.MAX_QUANTITY_LOTS) {
      return null; // the book has its own reason
    }
    int at = owner * instruments + instrument;
    long position = accounts.positionLots(owner, instrument);
    long furthest =
        side == Side.BUY ? position + openBuyLots[at] + lots : openSellLots[at] + lots - position;
    if (limits.maxPositionLots() > 0 && furthest > limits.maxPositionLots()) {
      return RejectReason.POSITION_LIMIT;
    }
    if (side == Side.SELL && !ledger.canLocate(owner, instrument, Math.max(0, furthest))) {
      return RejectReason.NO_SHARES_TO_BORROW;
    }
    if (side == Side.BUY && !canPay(owner, instrument, limitTicks, lots)) {
      return RejectReason.INSUFFICIENT_CASH;
    }
    return hasMargin(owner, instrument, furthest) ? null : RejectReason.INSUFFICIENT_MARGIN;
  }

  /** Why a live order's new price and quantity are refused; null if they are not. */
  @Nullable RejectReason checkReplace(int owner, long orderId, int newPriceTicks, long newLots) {
    int slot = open.find(orderId);
    if (slot == OpenOrders.NONE || open.owner(slot) != owner) {
      return null; // the book has its own reason
    }
    int instrument = open.instrument(slot);
    long before = open.signedLots(slot);
    int priceBefore = open.priceTicks(slot);
    count(owner, instrument, before, priceBefore, -1);
    Side side = before > 0 ? Side.BUY : Side.SELL;
    RejectReason reason = check(owner, instrument, side, newPriceTicks, newLots);
    count(owner, instrument, before, priceBefore, 1);
    return reason;
  }

  private boolean canPay(int owner, int instrument, int limitTicks, long lots) {
    if (!limits.isCashLimited()) {
      return true;
    }
    long price = lotCostMicros(instrument, limitTicks);
    return price > 0 && lots <= Math.max(0, availableMicros(owner)) / price;
  }

  private long availableMicros(int owner) {
    return accounts.cashMicros(owner) + limits.creditMicros() - reservedMicros[owner];
  }

  /** The most that one lot can cost at this price, fees and their rounding included. */
  private long lotCostMicros(int instrument, int priceTicks) {
    long price = priceTicks * market.instrument(instrument).tickSizeMicros();
    Fees charged = fees[instrument];
    if (charged.equals(Fees.NONE)) {
      return price;
    }
    double rate = Math.max(0, Math.max(charged.makerBasisPoints(), charged.takerBasisPoints()));
    long perLot = Math.max(0, Math.max(charged.makerPerLotMicros(), charged.takerPerLotMicros()));
    return price + (long) Math.ceil(price * rate / Units.BASIS_POINTS) + perLot + 1;
  }

  /**
   * The highest price at which an account can pay for so many lots; at most the highest there is.
   */
  int affordableTicks(int owner, int instrument, long lots) {
    if (!limits.isCashLimited() || lots <= 0) {
      return OrderBook.MAX_PRICE_TICKS;
    }
    int low = 0;
    int high = OrderBook.MAX_PRICE_TICKS;
    while (low < high) {
      int middle = (int) (((long) low + high + 1) >>> 1);
      if (canPay(owner, instrument, middle, lots)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  boolean isCashLimited() {
    return limits.isCashLimited();
  }

  private boolean hasMargin(int owner, int instrument, long furthest) {
    if (limits.initialMargin() == 0 || furthest <= furthestLots(owner, instrument)) {
      return true;
    }
    double exposure = Valuation.positionMicros(market, instrument, furthest);
    for (int i = 0; i < instruments; i++) {
      long lots = i == instrument ? 0 : furthestLots(owner, i);
      exposure += Valuation.positionMicros(market, i, lots);
    }
    return valuation.equityMicros(owner) >= limits.initialMargin() * exposure;
  }

  /** Whether an account's equity is below the maintenance margin of what it holds. */
  boolean isUndercovered(int owner) {
    long exposure = valuation.grossMicros(owner);
    return exposure > 0 && valuation.equityMicros(owner) < limits.maintenanceMargin() * exposure;
  }

  /** How large a position could become by live orders. */
  private long furthestLots(int owner, int instrument) {
    int at = owner * instruments + instrument;
    long position = accounts.positionLots(owner, instrument);
    return Math.max(
        Math.abs(position), Math.max(position + openBuyLots[at], openSellLots[at] - position));
  }

  void onAccepted(
      int instrument, long orderId, int owner, Side side, int priceTicks, long quantityLots) {
    long lots = side.sign() * quantityLots;
    open.add(orderId, owner, instrument, lots, priceTicks);
    count(owner, instrument, lots, priceTicks, 1);
    updateLedger(owner, instrument);
  }

  /** After the settlement. */
  void onTrade(int instrument, long orderId, int owner, long remainingLots) {
    setRemaining(instrument, orderId, owner, remainingLots);
  }

  void onCancelled(int instrument, long orderId, int owner) {
    setRemaining(instrument, orderId, owner, 0);
  }

  void onReduced(int instrument, long orderId, int owner, long remainingLots) {
    setRemaining(instrument, orderId, owner, remainingLots);
  }

  void onReplaced(int instrument, long orderId, int owner, int priceTicks, long remainingLots) {
    int slot = open.find(orderId);
    long sign = Long.signum(open.signedLots(slot));
    count(owner, instrument, open.signedLots(slot), open.priceTicks(slot), -1);
    open.set(slot, sign * remainingLots, priceTicks);
    count(owner, instrument, sign * remainingLots, priceTicks, 1);
    updateLedger(owner, instrument);
  }

  private void setRemaining(int instrument, long orderId, int owner, long remainingLots) {
    int slot = open.find(orderId);
    long before = open.signedLots(slot);
    int price = open.priceTicks(slot);
    long after = Long.signum(before) * remainingLots;
    count(owner, instrument, before, price, -1);
    if (remainingLots == 0) {
      open.remove(slot);
    } else {
      open.set(slot, after, price);
      count(owner, instrument, after, price, 1);
    }
    updateLedger(owner, instrument);
  }

  /**
   * Counts a live order in or out.
   *
   * @param direction 1 = in, -1 = out
   */
  private void count(int owner, int instrument, long signedLots, int priceTicks, int direction) {
    int at = owner * instruments + instrument;
    if (signedLots < 0) {
      openSellLots[at] -= direction * signedLots;
      return;
    }
    openBuyLots[at] += direction * signedLots;
    if (limits.isCashLimited()) {
      reservedMicros[owner] += direction * signedLots * lotCostMicros(instrument, priceTicks);
    }
  }

  private void updateLedger(int owner, int instrument) {
    long position = accounts.positionLots(owner, instrument);
    long located = Math.max(0, openSellLots[owner * instruments + instrument] - position);
    ledger.update(owner, instrument, located, Math.max(0, -position), market.timeNanos());
  }

  @Override
  public void save(StateWriter out) {
    open.save(out);
    out.writeLongs(openBuyLots, 0, openBuyLots.length);
    out.writeLongs(openSellLots, 0, openSellLots.length);
    out.writeLongs(reservedMicros, 0, reservedMicros.length);
    ledger.save(out);
  }

  @Override
  public void load(StateReader in) {
    open.load(in);
    in.readLongs(openBuyLots, 0, openBuyLots.length);
    in.readLongs(openSellLots, 0, openSellLots.length);
    in.readLongs(reservedMicros, 0, reservedMicros.length);
    ledger.load(in);
  }
}
