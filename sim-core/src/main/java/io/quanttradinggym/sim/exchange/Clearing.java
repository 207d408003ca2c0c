package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Report;

/**
 * Settles book events, records them in the public tape and the digest, reports them to
 * participants, and forwards them to the engine's listener.
 */
final class Clearing implements OrderBookListener, Stateful {
  // Codes of events in the digest.
  private static final int STATE = 0;
  private static final int ACCEPTED = 1;
  private static final int TRADE = 2;
  private static final int CANCELLED = 3;
  private static final int REDUCED = 4;
  private static final int REPLACED = 5;
  private static final int REJECTED = 6;
  private static final int REQUEST_REJECTED = 7;
  private static final int KINDS = 8;

  private final long[] tickSizesMicros; // by instrument
  private final Fees[] fees;
  private final Accounts accounts;
  private final MarketState market;
  private final IndicatorBoard board;
  private final byte[] reportsOf; // by participant: kinds that it subscribes to, as bits
  private final MarketListener listener;
  private final ParticipantListener participants;
  private final ReportQueue reports = new ReportQueue();
  private final Digest digest = new Digest();

  Clearing(
      ExchangeSetup setup,
      Accounts accounts,
      MarketState market,
      IndicatorBoard board,
      ExchangeLinks links) {
    this.accounts = accounts;
    this.market = market;
    this.board = board;
    tickSizesMicros =
        setup.listings().stream()
            .mapToLong(listing -> listing.instrument().tickSizeMicros())
            .toArray();
    fees = setup.fees();
    listener = links.listener();
    participants = links.participants();
    reportsOf = new byte[accounts.participants()];
    for (int i = 0; i < reportsOf.length; i++) {
      for (Report report : Report.values()) {
        reportsOf[i] |= (byte) (participants.wants(i, report) ? 1 << report.ordinal() : 0);
      }
    }
  }

  private boolean wants(int participant, Report report) {
    return (reportsOf[participant] & (1 << report.ordinal())) != 0;
  }

  long digest() {
    return digest.value();
  }

  /** Delivers the reports of a message. */
  void deliverReports() {
    reports.deliver(participants);
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int participant, Side side, int priceTicks, long quantityLots) {
    record(ACCEPTED, instrument, orderId, priceTicks, quantityLots * side.sign());
    if (wants(participant, Report.ACCEPTED)) {
      reports.add(Report.ACCEPTED, participant, instrument, orderId, 0, 0, 0, 0);
    }
    listener.onAccepted(instrument, orderId, participant, side, priceTicks, quantityLots);
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
    if (wants(resting, Report.FILL)) {
      reports.addRestingFill(trade);
    }
    if (wants(incoming, Report.FILL)) {
      reports.addIncomingFill(trade);
    }
    listener.onTrade(trade);
  }

  private void settle(Trade trade) {
    int instrument = trade.instrument();
    int maker = trade.restingOwner();
    int taker = trade.incomingOwner();
    long lots = trade.quantityLots();
    long notional = trade.priceTicks() * tickSizesMicros[instrument] * lots;
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
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {
    record(CANCELLED, instrument, orderId, reason.ordinal(), remainingLots);
    if (wants(participant, Report.CANCELLED)) {
      reports.add(
          Report.CANCELLED,
          participant,
          instrument,
          orderId,
          reason.ordinal(),
          0,
          0,
          remainingLots);
    }
    listener.onCancelled(instrument, orderId, participant, remainingLots, reason);
  }

  @Override
  public void onReduced(int instrument, long orderId, int participant, long remainingLots) {
    record(REDUCED, instrument, orderId, 0, remainingLots);
    if (wants(participant, Report.REDUCED)) {
      reports.add(Report.REDUCED, participant, instrument, orderId, 0, 0, 0, remainingLots);
    }
    listener.onReduced(instrument, orderId, participant, remainingLots);
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    record(REPLACED, instrument, orderId, priceTicks, remainingLots);
    if (wants(participant, Report.REPLACED)) {
      reports.add(
          Report.REPLACED, participant, instrument, orderId, 0, priceTicks, 0, remainingLots);
    }
    listener.onReplaced(instrument, orderId, participant, priceTicks, remainingLots, keptPriority);
  }

  @Override
  public void onRejected(int instrument, long orderId, int participant, RejectReason reason) {
    record(REJECTED, instrument, orderId, reason.ordinal(), 0);
    if (wants(participant, Report.REJECTED)) {
      reports.add(Report.REJECTED, participant, instrument, orderId, reason.ordinal(), 0, 0, 0);
    }
    listener.onRejected(instrument, orderId, participant, reason);
  }

  @Override
  public void onRequestRejected(
      int instrument, long orderId, int participant, RejectReason reason) {
    record(REQUEST_REJECTED, instrument, orderId, reason.ordinal(), 0);
    if (wants(participant, Report.REQUEST_REJECTED)) {
      reports.add(
          Report.REQUEST_REJECTED, participant, instrument, orderId, reason.ordinal(), 0, 0, 0);
    }
    listener.onRequestRejected(instrument, orderId, participant, reason);
  }

  @Override
  public void onTriggered(int instrument, long orderId, int participant) {
    record(STATE, instrument, orderId, 0, 0);
    if (wants(participant, Report.TRIGGERED)) {
      reports.add(Report.TRIGGERED, participant, instrument, orderId, 0, 0, 0, 0);
    }
    listener.onTriggered(instrument, orderId, participant);
  }

  @Override
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    record(STATE, instrument, 0, priceTicks, quantityLots);
    listener.onUncrossed(instrument, priceTicks, quantityLots);
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    record(STATE, instrument, 0, -1 - phase.ordinal(), cause.ordinal());
    listener.onPhaseChanged(instrument, phase, cause);
  }

  private void record(int kind, int instrument, long orderId, int priceTicks, long quantityLots) {
    digest.add(market.timeNanos() * KINDS + kind);
    digest.add(orderId * KINDS + instrument);
    digest.add(((long) priceTicks << 32) ^ quantityLots);
  }

  @Override
  public void save(StateWriter out) {
    digest.save(out);
  }

  @Override
  public void load(StateReader in) {
    digest.load(in);
  }
}
