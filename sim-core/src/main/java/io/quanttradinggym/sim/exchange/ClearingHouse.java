package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventScheduler;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;

/**
 * Actions of the exchange on accounts: recalls of lent shares, forced buy-ins, margin calls, and
 * the collection of borrow fees. It uses the same ledgers as the pre-trade checks.
 */
final class ClearingHouse implements EngineModule {
  private static final long RETRY_NANOS = Units.NANOS_PER_SECOND;

  private final Exchange exchange;
  private final MarketView market;
  private final AccountLimits limits;
  private final Accounts accounts;
  private final BorrowLedger lending;
  private final ExposureLedger exposure;
  private final PreTradeRisk preTradeRisk;
  private final EventScheduler scheduler;
  private final ParticipantListener participants;
  private final RandomStream[] randoms; // by instrument

  ClearingHouse(Exchange exchange, ExchangeSetup setup, Accounts accounts, ExchangeLinks links) {
    this.exchange = exchange;
    this.accounts = accounts;
    market = exchange.market();
    limits = setup.limits();
    scheduler = links.scheduler();
    participants = links.participants();
    lending = BorrowLedgers.of(setup, accounts);
    exposure = new ExposureLedger(accounts, lending, market, setup.fees(), limits.isCashLimited());
    preTradeRisk = new PreTradeRisk(limits, accounts, lending, exposure, market);
    randoms = new RandomStream[setup.listings().size()];
    for (int i = 0; i < randoms.length; i++) {
      randoms[i] = new RandomStream("borrow/" + setup.listings().get(i).instrument().symbol());
    }
  }

  PreTradeCheck preTradeCheck() {
    return preTradeRisk;
  }

  BorrowLedger lending() {
    return lending;
  }

  @Override
  public List<EventKind> handles() {
    return List.of(EventKind.RECALL, EventKind.BUY_IN, EventKind.MARGIN_CHECK);
  }

  @Override
  public MarketListener listener() {
    return exposure;
  }

  @Override
  public void seed(long seed, long episode) {
    for (RandomStream random : randoms) {
      random.seed(seed, episode);
    }
  }

  @Override
  public void start() {
    for (int i = 0; i < randoms.length; i++) {
      scheduleRecall(i, market.openNanos());
    }
    scheduleMarginCheck(market.openNanos());
  }

  private void scheduleRecall(int instrument, long nowNanos) {
    BorrowTerms terms = lending.terms(instrument);
    if (terms != null && terms.recallsPerSession() > 0) {
      double mean = (market.closeNanos() - market.openNanos()) / terms.recallsPerSession();
      long time = nowNanos + randoms[instrument].nextExponentialNanos(mean);
      scheduler.schedule(time, EventKind.RECALL, 0, instrument, 0);
    }
  }

  private void scheduleMarginCheck(long nowNanos) {
    if (nowNanos < market.closeNanos()) {
      long time = Math.min(market.closeNanos(), nowNanos + limits.checkNanos());
      scheduler.schedule(time, EventKind.MARGIN_CHECK, 0, 0, 0);
    }
  }

  private void scheduleBuyIn(int participant, int instrument, long timeNanos) {
    scheduler.schedule(timeNanos, EventKind.BUY_IN, participant, instrument, 0);
  }

  @Override
  public void handle(EventKind kind, int participant, int instrument, int code) {
    if (kind == EventKind.RECALL) {
      recall(instrument);
    } else if (kind == EventKind.BUY_IN) {
      buyIn(participant, instrument);
    } else {
      checkMargins();
    }
  }

  /** The lender recalls part of its shares: first unlent shares, then lent shares. */
  private void recall(int instrument) {
    BorrowTerms terms = lending.terms(instrument);
    if (terms == null) {
      return;
    }
    long wanted = Math.round(terms.recallFraction() * lending.poolLots(instrument));
    long missing = lending.shrinkPool(instrument, wanted);
    int count = accounts.participants();
    int first = randoms[instrument].nextInt(count);
    for (int k = 0; k < count && missing > 0; k++) {
      missing -= recallFrom((first + k) % count, instrument, missing, terms.noticeNanos());
    }
    scheduleRecall(instrument, market.timeNanos());
  }

  private long recallFrom(int participant, int instrument, long missing, long noticeNanos) {
    long borrowed = lending.borrowedLots(participant, instrument);
    long lots = Math.min(borrowed, missing);
    if (lots == 0 || lending.capLots(participant, instrument) != BorrowLedger.NO_CAP) {
      return 0;
    }
    lending.setCap(participant, instrument, borrowed - lots);
    long deadline = market.timeNanos() + noticeNanos;
    scheduleBuyIn(participant, instrument, deadline);
    participants.onRecall(participant, instrument, lots, deadline);
    return lots;
  }

  /**
   * At the deadline, unreturned shares are bought in at the market, repeatedly until all are
   * returned.
   */
  private void buyIn(int participant, int instrument) {
    long cap = lending.capLots(participant, instrument);
    long excess = lending.borrowedLots(participant, instrument) - cap;
    if (excess > 0) {
      exchange.force(participant, instrument, Side.BUY, excess);
    }
    if (lending.borrowedLots(participant, instrument) <= cap) {
      lending.setCap(participant, instrument, BorrowLedger.NO_CAP);
    } else {
      scheduleBuyIn(participant, instrument, market.timeNanos() + RETRY_NANOS);
    }
  }

  /** Checks all accounts, and collects borrow fees. */
  private void checkMargins() {
    for (int participant = 0; participant < accounts.participants(); participant++) {
      for (int i = 0; i < randoms.length; i++) {
        if (lending.borrowedLots(participant, i) > 0) {
          lending.accrue(participant, i, market.timeNanos());
        }
      }
      if (limits.maintenanceMargin() > 0 && preTradeRisk.isUndercovered(participant)) {
        closeOut(participant);
      }
    }
    scheduleMarginCheck(market.timeNanos());
  }

  /** Margin call: cancels live orders and closes positions at the market. */
  private void closeOut(int participant) {
    participants.onMarginCall(participant);
    for (long orderId : exposure.ordersOf(participant)) {
      exchange.forceCancel(participant, exposure.instrumentOf(orderId), orderId);
    }
    for (int i = 0; i < randoms.length; i++) {
      long position = accounts.positionLots(participant, i);
      if (position != 0) {
        exchange.force(participant, i, position > 0 ? Side.SELL : Side.BUY, Math.abs(position));
      }
    }
  }

  @Override
  public void save(StateWriter out) {
    exposure.save(out);
    lending.save(out);
    for (RandomStream random : randoms) {
      random.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    exposure.load(in);
    if (in.isForgeable()) {
      exposure.check(in, exchange::book);
    }
    lending.load(in);
    for (RandomStream random : randoms) {
      random.load(in);
    }
  }
}
