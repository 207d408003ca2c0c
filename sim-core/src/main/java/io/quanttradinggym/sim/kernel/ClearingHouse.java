package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.BorrowTerms;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange does on its own for the sake of accounts: recalls of lent shares, forced
 * buy-ins, margin calls, and the collection of borrow fees.
 */
final class ClearingHouse implements Stateful {
  private static final long RETRY_NANOS = Units.NANOS_PER_SECOND;

  private final Simulator simulator;
  private final AccountLimits limits;
  private final Accounts accounts;
  private final BorrowLedger ledger;
  private final PreTradeRisk guard;
  private final RandomStream[] randoms; // by instrument

  ClearingHouse(
      Simulator simulator,
      AccountLimits limits,
      Accounts accounts,
      BorrowLedger ledger,
      PreTradeRisk guard,
      String[] symbols) {
    this.simulator = simulator;
    this.limits = limits;
    this.accounts = accounts;
    this.ledger = ledger;
    this.guard = guard;
    randoms = new RandomStream[symbols.length];
    for (int i = 0; i < randoms.length; i++) {
      randoms[i] = new RandomStream("borrow/" + symbols[i]);
    }
  }

  PreTradeRisk guard() {
    return guard;
  }

  BorrowLedger ledger() {
    return ledger;
  }

  void seed(long seed, long episode) {
    for (RandomStream random : randoms) {
      random.seed(seed, episode);
    }
  }

  /** Begins an episode, after {@link #seed}. */
  void start(long openNanos) {
    for (int i = 0; i < randoms.length; i++) {
      pushRecall(i, openNanos);
    }
    pushSweep(openNanos);
  }

  private void pushRecall(int instrument, long nowNanos) {
    BorrowTerms terms = ledger.terms(instrument);
    if (terms != null && terms.recallsPerSession() > 0) {
      double mean = simulator.sessionNanos() / terms.recallsPerSession();
      long time = nowNanos + randoms[instrument].nextExponentialNanos(mean);
      simulator.queue().push(time, EventKind.RECALL, 0, instrument, 0, 0, 0, 0);
    }
  }

  private void pushSweep(long nowNanos) {
    long close = simulator.market().closeNanos();
    if (nowNanos < close) {
      long time = Math.min(close, nowNanos + limits.checkNanos());
      simulator.queue().push(time, EventKind.MARGIN_CHECK, 0, 0, 0, 0, 0, 0);
    }
  }

  /** The lender wants part of its shares back: those that it has not lent, and then others. */
  void recall(int instrument) {
    BorrowTerms terms = ledger.terms(instrument);
    if (terms == null) {
      return;
    }
    long wanted = Math.round(terms.recallFraction() * ledger.poolLots(instrument));
    long missing = ledger.shrinkPool(instrument, wanted);
    int owners = accounts.owners();
    int first = randoms[instrument].nextInt(owners);
    for (int k = 0; k < owners && missing > 0; k++) {
      missing -= ask((first + k) % owners, instrument, missing, terms.noticeNanos());
    }
    pushRecall(instrument, simulator.timeNanos());
  }

  private long ask(int owner, int instrument, long missing, long noticeNanos) {
    long borrowed = ledger.borrowedLots(owner, instrument);
    long lots = Math.min(borrowed, missing);
    if (lots == 0 || ledger.capLots(owner, instrument) != BorrowLedger.NO_CAP) {
      return 0;
    }
    ledger.setCap(owner, instrument, borrowed - lots);
    long deadline = simulator.timeNanos() + noticeNanos;
    pushBuyIn(owner, instrument, deadline);
    Participant borrower = simulator.participant(owner);
    borrower.agent().onRecall(borrower, instrument, lots, deadline);
    return lots;
  }

  private void pushBuyIn(int owner, int instrument, long timeNanos) {
    simulator.queue().push(timeNanos, EventKind.BUY_IN, owner, instrument, 0, 0, 0, 0);
  }

  /** The deadline: what was not returned is bought at the market, again and again until it is. */
  void buyIn(int owner, int instrument) {
    long cap = ledger.capLots(owner, instrument);
    long excess = ledger.borrowedLots(owner, instrument) - cap;
    if (excess > 0) {
      simulator.force(owner, instrument, Side.BUY, excess);
    }
    if (ledger.borrowedLots(owner, instrument) <= cap) {
      ledger.setCap(owner, instrument, BorrowLedger.NO_CAP);
    } else {
      pushBuyIn(owner, instrument, simulator.timeNanos() + RETRY_NANOS);
    }
  }

  /** A look at all accounts. */
  void sweep() {
    int instruments = randoms.length;
    for (int owner = 0; owner < accounts.owners(); owner++) {
      for (int i = 0; i < instruments; i++) {
        if (ledger.borrowedLots(owner, i) > 0) {
          ledger.accrue(owner, i, simulator.timeNanos());
        }
      }
      if (limits.maintenanceMargin() > 0 && guard.isUndercovered(owner)) {
        close(owner);
      }
    }
    pushSweep(simulator.timeNanos());
  }

  /** Margin call: live orders are cancelled, and positions closed at the market. */
  private void close(int owner) {
    Participant undercovered = simulator.participant(owner);
    undercovered.agent().onMarginCall(undercovered);
    for (long orderId : guard.ordersOf(owner)) {
      simulator.forceCancel(owner, guard.instrumentOf(orderId), orderId);
    }
    for (int i = 0; i < randoms.length; i++) {
      long position = accounts.positionLots(owner, i);
      if (position != 0) {
        simulator.force(owner, i, position > 0 ? Side.SELL : Side.BUY, Math.abs(position));
      }
    }
  }

  /** Why a message of a participant is refused; null if it is not. */
  @Nullable RejectReason check(
      EventKind kind, int owner, int instrument, int flag, int price, long orderId, long lots) {
    if (kind == EventKind.REPLACE) {
      return guard.checkReplace(owner, orderId, price, lots);
    }
    Side side = Participant.side(flag);
    if (kind == EventKind.LIMIT_ORDER) {
      return guard.check(owner, instrument, side, price, lots);
    }
    if (kind == EventKind.MARKET_ORDER) {
      int limit = side == Side.BUY ? marketLimitTicks(owner, instrument, lots) : 1;
      return limit == OrderBook.NO_PRICE
          ? RejectReason.INSUFFICIENT_CASH
          : guard.check(owner, instrument, side, limit, lots);
    }
    return null;
  }

  /**
   * Why an order of a participant is refused; null if it is not. A market order of an account that
   * spends no more than it has becomes a limit order at the highest price that it can pay; a stop
   * order to buy at the market could cost anything by then, and is refused.
   */
  @Nullable RejectReason check(int owner, int instrument, OrderTicket ticket) {
    Side side = ticket.side();
    long lots = ticket.quantityLots();
    if (!ticket.isMarket()) {
      return guard.check(owner, instrument, side, ticket.priceTicks(), lots);
    }
    boolean capped = side == Side.BUY && guard.isCashLimited();
    int limit = side == Side.BUY ? marketLimitTicks(owner, instrument, lots) : 1;
    if (limit == OrderBook.NO_PRICE || (capped && ticket.isStop())) {
      return RejectReason.INSUFFICIENT_CASH;
    }
    if (capped && limit < simulator.highestTicks(instrument)) {
      ticket.limitTo(limit);
    }
    return guard.check(owner, instrument, side, limit, lots);
  }

  /**
   * How far a market buy order may go: as far as its account can pay. {@link OrderBook#NO_PRICE}
   * where that is nowhere.
   */
  int marketLimitTicks(int owner, int instrument, long lots) {
    int affordable = guard.affordableTicks(owner, instrument, lots);
    int ask = simulator.market().bestTicks(instrument, Side.SELL);
    return ask != OrderBook.NO_PRICE && affordable < ask ? OrderBook.NO_PRICE : affordable;
  }

  @Override
  public void save(StateWriter out) {
    guard.save(out);
    for (RandomStream random : randoms) {
      random.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    guard.load(in);
    for (RandomStream random : randoms) {
      random.load(in);
    }
  }
}
