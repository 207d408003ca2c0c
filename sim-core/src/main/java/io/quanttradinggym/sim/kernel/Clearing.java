package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the books do into settled accounts, the public tape, the digest and reports to
 * participants.
 */
final class Clearing implements OrderBookListener {
  private static final int STATE = 0;
  private static final int ACCEPTED = 1;
  private static final int TRADE = 2;
  private static final int CANCELLED = 3;
  private static final int REDUCED = 4;
  private static final int REPLACED = 5;
  private static final int REJECTED = 6;
  private static final int REQUEST_REJECTED = 7;
  private static final int KINDS = 8;

  private final List<Instrument> instruments;
  private final Fees[] fees;
  private final Accounts accounts;
  private final Digest digest;
  private final ReportQueue reports;
  private final boolean[] wantsOrderEvents;
  private final MarketState market;
  private final IndicatorBoard board;
  private @Nullable PreTradeRisk guard;
  private @Nullable PriceBandController bands;
  private final Hooks hooks = new Hooks();

  /**
   * @param wantsOrderEvents by owner: whether its agent wants reports
   */
  Clearing(
      List<Instrument> instruments,
      Fees[] fees,
      Accounts accounts,
      Digest digest,
      ReportQueue reports,
      boolean[] wantsOrderEvents,
      MarketState market,
      IndicatorBoard board) {
    this.instruments = instruments;
    this.fees = fees;
    this.accounts = accounts;
    this.digest = digest;
    this.reports = reports;
    this.wantsOrderEvents = wantsOrderEvents;
    this.market = market;
    this.board = board;
  }

  /** Without one, accounts have no limits. */
  void setGuard(PreTradeRisk accountGuard) {
    guard = accountGuard;
  }

  /** Without one, prices have no limits. */
  void setBands(@Nullable PriceBandController desk) {
    bands = desk;
  }

  Hooks hooks() {
    return hooks;
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int owner, Side side, int priceTicks, long quantityLots) {
    record(ACCEPTED, instrument, orderId, priceTicks, quantityLots * side.sign());
    if (guard != null) {
      guard.onAccepted(instrument, orderId, owner, side, priceTicks, quantityLots);
    }
    if (wantsOrderEvents[owner]) {
      reports.add(ReportQueue.ACCEPTED, owner, instrument, orderId, 0, 0, 0, 0);
    }
    hooks.onAccepted(instrument, orderId, owner, side, priceTicks, quantityLots);
  }

  @Override
  public void onTrade(Trade trade) {
    int instrument = trade.instrument();
    record(TRADE, instrument, trade.restingOrderId(), trade.priceTicks(), trade.quantityLots());
    digest.add(trade.incomingOrderId());
    market.onTrade(trade);
    if (!board.isEmpty()) {
      board.onTrade(
          market, instrument, trade.aggressor(), trade.priceTicks(), trade.quantityLots());
    }
    settle(trade);
    int resting = trade.restingOwner();
    int incoming = trade.incomingOwner();
    if (guard != null) {
      guard.onTrade(instrument, trade.restingOrderId(), resting, trade.restingRemainingLots());
      guard.onTrade(instrument, trade.incomingOrderId(), incoming, trade.incomingRemainingLots());
    }
    if (wantsOrderEvents[resting]) {
      reports.addRestingFill(trade);
    }
    if (wantsOrderEvents[incoming]) {
      reports.addIncomingFill(trade);
    }
    hooks.onTrade(trade);
  }

  private void settle(Trade trade) {
    int instrument = trade.instrument();
    int maker = trade.restingOwner();
    int taker = trade.incomingOwner();
    long lots = trade.quantityLots();
    long notional = trade.priceTicks() * instruments.get(instrument).tickSizeMicros() * lots;
    long makerFee = fees[instrument].feeMicros(!trade.isAuction(), notional, lots);
    long takerFee = fees[instrument].feeMicros(false, notional, lots);
    if (trade.aggressor() == Side.BUY) {
      accounts.settle(taker, maker, instrument, lots, notional, takerFee, makerFee);
    } else {
      accounts.settle(maker, taker, instrument, lots, notional, makerFee, takerFee);
    }
  }

  @Override
  public void onCancelled(
      int instrument, long orderId, int owner, long remainingLots, CancelReason reason) {
    record(CANCELLED, instrument, orderId, reason.ordinal(), remainingLots);
    if (guard != null) {
      guard.onCancelled(instrument, orderId, owner);
    }
    if (wantsOrderEvents[owner]) {
      reports.add(
          ReportQueue.CANCELLED, owner, instrument, orderId, reason.ordinal(), 0, 0, remainingLots);
    }
    hooks.onCancelled(instrument, orderId, owner, remainingLots, reason);
  }

  @Override
  public void onReduced(int instrument, long orderId, int owner, long remainingLots) {
    record(REDUCED, instrument, orderId, 0, remainingLots);
    if (guard != null) {
      guard.onReduced(instrument, orderId, owner, remainingLots);
    }
    if (wantsOrderEvents[owner]) {
      reports.add(ReportQueue.REDUCED, owner, instrument, orderId, 0, 0, 0, remainingLots);
    }
    hooks.onReduced(instrument, orderId, owner, remainingLots);
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int owner,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    record(REPLACED, instrument, orderId, priceTicks, remainingLots);
    if (guard != null) {
      guard.onReplaced(instrument, orderId, owner, priceTicks, remainingLots);
    }
    if (wantsOrderEvents[owner]) {
      reports.add(
          ReportQueue.REPLACED, owner, instrument, orderId, 0, priceTicks, 0, remainingLots);
    }
    hooks.onReplaced(instrument, orderId, owner, priceTicks, remainingLots, keptPriority);
  }

  @Override
  public void onRejected(int instrument, long orderId, int owner, RejectReason reason) {
    record(REJECTED, instrument, orderId, reason.ordinal(), 0);
    if (wantsOrderEvents[owner]) {
      reports.add(ReportQueue.REJECTED, owner, instrument, orderId, reason.ordinal(), 0, 0, 0);
    }
    hooks.onRejected(instrument, orderId, owner, reason);
  }

  @Override
  public void onRequestRejected(int instrument, long orderId, int owner, RejectReason reason) {
    record(REQUEST_REJECTED, instrument, orderId, reason.ordinal(), 0);
    if (wantsOrderEvents[owner]) {
      reports.add(
          ReportQueue.REQUEST_REJECTED, owner, instrument, orderId, reason.ordinal(), 0, 0, 0);
    }
    hooks.onRequestRejected(instrument, orderId, owner, reason);
  }

  @Override
  public void onTriggered(int instrument, long orderId, int owner) {
    record(STATE, instrument, orderId, 0, 0);
    if (wantsOrderEvents[owner]) {
      reports.add(ReportQueue.TRIGGERED, owner, instrument, orderId, 0, 0, 0, 0);
    }
    hooks.onTriggered(instrument, orderId, owner);
  }

  @Override
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    record(STATE, instrument, 0, priceTicks, quantityLots);
    hooks.onUncrossed(instrument, priceTicks, quantityLots);
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    record(STATE, instrument, 0, -1 - phase.ordinal(), cause.ordinal());
    if (bands != null) {
      bands.onPhaseChanged(instrument, cause);
    }
    hooks.onPhaseChanged(instrument, phase, cause);
  }

  private void record(int kind, int instrument, long orderId, int priceTicks, long quantityLots) {
    digest.add(market.timeNanos() * KINDS + kind);
    digest.add(orderId * KINDS + instrument);
    digest.add(((long) priceTicks << 32) ^ quantityLots);
  }
}
