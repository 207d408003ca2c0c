package io.quanttradinggym.sim.book;

/**
 * A trade as reported by its book: a read-only view that the book owns and reuses for each trade.
 * It is valid during the call that passes it; copy values that must outlive the call.
 *
 * <p>A trade has a resting and an incoming order. An auction has no aggressor: the sell order
 * counts as resting and the buy order as incoming, and {@link #isAuction} is true.
 */
public final class Trade {
  private final int instrument;
  private boolean auction;
  private long restingOrderId;
  private int restingOwner;
  private long restingRemainingLots;
  private long incomingOrderId;
  private int incomingOwner;
  private long incomingRemainingLots;
  private boolean
      incomingBuys; // no reference, because writing a reference field costs a barrier at each trade
  private int priceTicks;
  private long quantityLots;

  Trade(int instrument) {
    this.instrument = instrument;
  }

  Trade resting(long orderId, int owner, long remainingLots) {
    restingOrderId = orderId;
    restingOwner = owner;
    restingRemainingLots = remainingLots;
    return this;
  }

  Trade incoming(long orderId, int owner, long remainingLots) {
    incomingOrderId = orderId;
    incomingOwner = owner;
    incomingRemainingLots = remainingLots;
    return this;
  }

  /** Sets a trade of continuous trading, at the resting order's price. */
  Trade continuous(Side incomingSide, int ticks, long lots) {
    auction = false;
    incomingBuys = incomingSide == Side.BUY;
    priceTicks = ticks;
    quantityLots = lots;
    return this;
  }

  /** Sets a trade of an auction, at the auction's price. */
  Trade auction(int ticks, long lots) {
    auction = true;
    incomingBuys = true;
    priceTicks = ticks;
    quantityLots = lots;
    return this;
  }

  public int instrument() {
    return instrument;
  }

  /** Whether the trade is part of an auction, which has no aggressor. */
  public boolean isAuction() {
    return auction;
  }

  public long restingOrderId() {
    return restingOrderId;
  }

  public int restingOwner() {
    return restingOwner;
  }

  /** Remaining quantity of the resting order; zero is that order's terminal event. */
  public long restingRemainingLots() {
    return restingRemainingLots;
  }

  public long incomingOrderId() {
    return incomingOrderId;
  }

  public int incomingOwner() {
    return incomingOwner;
  }

  /** Remaining quantity of the incoming order; zero is that order's terminal event. */
  public long incomingRemainingLots() {
    return incomingRemainingLots;
  }

  /** The incoming order's side; the side of the buyer in an auction. */
  public Side aggressor() {
    return incomingBuys ? Side.BUY : Side.SELL;
  }

  public int priceTicks() {
    return priceTicks;
  }

  public long quantityLots() {
    return quantityLots;
  }
}
