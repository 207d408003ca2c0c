package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.MarketView;
import java.util.function.IntFunction;

/**
 * Exposure of each account through its live orders: lots by side, and the largest cost of buy
 * orders. It also updates the borrow ledger.
 */
final class ExposureLedger implements MarketListener, Stateful {
  private final Accounts accounts;
  private final BorrowLedger lending;
  private final MarketView market;
  private final Fees[] fees;
  private final boolean reservesCash;
  private final int instruments;
  private final ExposureOrders orders = new ExposureOrders();
  private final long[] buyLots; // (participants, instruments)
  private final long[] sellLots; // (participants, instruments)
  private final long[] reservedMicros; // by participant: largest cost of live buy orders

  /**
   * @param reservesCash whether the cost of buy orders is counted
   */
  ExposureLedger(
      Accounts accounts,
      BorrowLedger lending,
      MarketView market,
      Fees[] fees,
      boolean reservesCash) {
    this.accounts = accounts;
    this.lending = lending;
    this.market = market;
    this.fees = fees;
    this.reservesCash = reservesCash;
    instruments = fees.length;
    buyLots = new long[accounts.participants() * instruments];
    sellLots = new long[accounts.participants() * instruments];
    reservedMicros = new long[accounts.participants()];
    for (int participant = 0; participant < accounts.participants(); participant++) {
      for (int i = 0; i < instruments; i++) {
        updateLending(participant, i);
      }
    }
  }

  /** Ids of a participant's live orders, ascending. Slow; use rarely. */
  long[] ordersOf(int participant) {
    return orders.of(participant);
  }

  int instrumentOf(long orderId) {
    return orders.instrument(orders.find(orderId));
  }

  /** Row of a participant's order, valid until the next event, or {@link ExposureOrders#NONE}. */
  int find(long orderId, int participant) {
    int order = orders.find(orderId);
    boolean own = order != ExposureOrders.NONE && orders.participant(order) == participant;
    return own ? order : ExposureOrders.NONE;
  }

  int instrument(int order) {
    return orders.instrument(order);
  }

  Side side(int order) {
    return orders.signedLots(order) > 0 ? Side.BUY : Side.SELL;
  }

  long reservedMicros(int participant) {
    return reservedMicros[participant];
  }

  /** Largest position that live orders could create in the direction of a side. */
  long furthestLots(int participant, int instrument, Side side) {
    int at = participant * instruments + instrument;
    long position = accounts.positionLots(participant, instrument);
    return side == Side.BUY ? position + buyLots[at] : sellLots[at] - position;
  }

  /** Largest absolute position that live orders could create. */
  long furthestLots(int participant, int instrument) {
    long position = accounts.positionLots(participant, instrument);
    return Math.max(
        Math.abs(position),
        Math.max(
            furthestLots(participant, instrument, Side.BUY),
            furthestLots(participant, instrument, Side.SELL)));
  }

  /** Largest cost of one lot at this price, including fees and their rounding. */
  long lotCostMicros(int instrument, int priceTicks) {
    long price = priceTicks * market.instrument(instrument).tickSizeMicros();
    Fees charged = fees[instrument];
    if (charged.equals(Fees.NONE)) {
      return price;
    }
    double rate = Math.max(0, Math.max(charged.makerBasisPoints(), charged.takerBasisPoints()));
    long perLot = Math.max(0, Math.max(charged.makerPerLotMicros(), charged.takerPerLotMicros()));
    return price + (long) Math.ceil(price * rate / Units.BASIS_POINTS) + perLot + 1;
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int participant, Side side, int priceTicks, long quantityLots) {
    long lots = side.sign() * quantityLots;
    orders.add(orderId, participant, instrument, lots, priceTicks);
    count(participant, instrument, lots, priceTicks, 1);
    updateLending(participant, instrument);
  }

  @Override
  public void onTrade(Trade trade) {
    int instrument = trade.instrument();
    setRemaining(
        instrument, trade.restingOrderId(), trade.restingOwner(), trade.restingRemainingLots());
    setRemaining(
        instrument, trade.incomingOrderId(), trade.incomingOwner(), trade.incomingRemainingLots());
  }

  @Override
  public void onCancelled(
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {
    setRemaining(instrument, orderId, participant, 0);
  }

  @Override
  public void onReduced(int instrument, long orderId, int participant, long remainingLots) {
    setRemaining(instrument, orderId, participant, remainingLots);
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    int order = orders.find(orderId);
    countOut(order);
    orders.set(order, Long.signum(orders.signedLots(order)) * remainingLots, priceTicks);
    countIn(order);
    updateLending(participant, instrument);
  }

  private void setRemaining(int instrument, long orderId, int participant, long remainingLots) {
    int order = orders.find(orderId);
    countOut(order);
    if (remainingLots == 0) {
      orders.remove(order);
    } else {
      long lots = Long.signum(orders.signedLots(order)) * remainingLots;
      orders.set(order, lots, orders.priceTicks(order));
      countIn(order);
    }
    updateLending(participant, instrument);
  }

  void countIn(int order) {
    count(order, 1);
  }

  void countOut(int order) {
    count(order, -1);
  }

  private void count(int order, int direction) {
    count(
        orders.participant(order),
        orders.instrument(order),
        orders.signedLots(order),
        orders.priceTicks(order),
        direction);
  }

  /**
   * Adds a live order to the totals or removes it.
   *
   * @param direction 1 = add, -1 = remove
   */
  private void count(
      int participant, int instrument, long signedLots, int priceTicks, int direction) {
    int at = participant * instruments + instrument;
    if (signedLots < 0) {
      sellLots[at] -= direction * signedLots;
      return;
    }
    buyLots[at] += direction * signedLots;
    if (reservesCash) {
      reservedMicros[participant] += direction * signedLots * lotCostMicros(instrument, priceTicks);
    }
  }

  private void updateLending(int participant, int instrument) {
    long position = accounts.positionLots(participant, instrument);
    long located = Math.max(0, sellLots[participant * instruments + instrument] - position);
    long borrowed = Math.max(0, -position);
    lending.update(participant, instrument, located, borrowed, market.timeNanos());
  }

  /**
   * Rejects a restored state whose orders differ from the live orders of the books.
   *
   * @param books by instrument
   */
  void check(StateReader in, IntFunction<OrderBook> books) {
    int live = 0;
    for (int i = 0; i < instruments; i++) {
      live += books.apply(i).liveOrderCount();
    }
    in.require(orders.size() == live, "as many counted orders as live ones");
    for (int row = 0; row < live; row++) {
      in.require(
          orders.instrument(row) >= 0 && orders.instrument(row) < instruments,
          "orders of instruments");
      OrderBook book = books.apply(orders.instrument(row));
      long id = orders.id(row);
      in.require(
          book.owner(id) == orders.participant(row)
              && book.side(id).sign() * book.remainingLots(id) == orders.signedLots(row),
          "counted orders that are live");
    }
  }

  @Override
  public void save(StateWriter out) {
    orders.save(out);
    out.writeLongs(buyLots, 0, buyLots.length);
    out.writeLongs(sellLots, 0, sellLots.length);
    out.writeLongs(reservedMicros, 0, reservedMicros.length);
  }

  @Override
  public void load(StateReader in) {
    orders.load(in);
    in.readLongs(buyLots, 0, buyLots.length, -Times.MAX_NANOS, Times.MAX_NANOS);
    in.readLongs(sellLots, 0, sellLots.length, -Times.MAX_NANOS, Times.MAX_NANOS);
    in.readLongs(reservedMicros, 0, reservedMicros.length, -Times.MAX_NANOS, Times.MAX_NANOS);
  }
}
