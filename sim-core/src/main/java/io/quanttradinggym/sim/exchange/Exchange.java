package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventScheduler;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.NewsFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the orders of all participants, checks them, passes them to the book of their
 * instrument, and completes each message. {@link Clearing} settles the resulting book events.
 *
 * <p>Parts that act on their own, such as the clearing house, are {@link #modules}: the engine
 * seeds, starts, saves and loads them. The exchange itself saves the remaining state.
 */
public final class Exchange implements Stateful {
  private final OrderBook[] books;
  private final Accounts accounts;
  private final MarketState market;
  private final IndicatorBoard board;
  private final Clearing clearing;
  private final EventScheduler scheduler;
  private final MarketListener listener;
  private final IntConsumer midChanged;
  private final PriceBandController bands;
  private final PreTradeCheck preTrade;
  private final @Nullable BorrowLedger lending; // null if short selling is unlimited
  private final List<EngineModule> modules = new ArrayList<>();

  private long nextOrderId = 1;
  private long messages;

  /**
   * @param accounts with the initial cash and positions of participants
   */
  public Exchange(
      ExchangeSetup setup,
      Accounts accounts,
      NewsFeed news,
      IndicatorBoard board,
      ExchangeLinks links) {
    this.accounts = accounts;
    this.board = board;
    scheduler = links.scheduler();
    listener = links.listener();
    midChanged = links.midChanged();
    books = new OrderBook[setup.listings().size()];
    market = new MarketState(setup, books, news);
    clearing = new Clearing(setup, accounts, market, board, links);
    for (int i = 0; i < books.length; i++) {
      books[i] = new OrderBook(i, clearing);
    }
    if (setup.isRiskLimited()) {
      ClearingHouse house = new ClearingHouse(this, setup, accounts, links);
      modules.add(house);
      preTrade = house.preTradeCheck();
      lending = house.lending();
    } else {
      preTrade = PreTradeCheck.NONE;
      lending = null;
    }
    bands = new PriceBandController(this, setup, scheduler);
    if (bands.hasBands()) {
      modules.add(bands);
    }
    modules.add(new TradingSchedule(this, bands, setup.rules(), scheduler));
  }

  /** The parts that act on their own, in starting order. */
  public List<EngineModule> modules() {
    return List.copyOf(modules);
  }

  public MarketView market() {
    return market;
  }

  public long timeNanos() {
    return market.timeNanos();
  }

  /** Sets the clock. */
  public void setTime(long timeNanos) {
    market.setTime(timeNanos);
  }

  public Accounts accounts() {
    return accounts;
  }

  /** The live book; read-only use. */
  public OrderBook book(int instrument) {
    return books[instrument];
  }

  /** The borrow ledger; null if short selling is unlimited. */
  public @Nullable BorrowLedger borrowLedger() {
    return lending;
  }

  /** Running digest of all book events of this episode. */
  public long digest() {
    return clearing.digest();
  }

  /** Order messages (new, cancel, reduce, replace) received in this episode. */
  public long messages() {
    return messages;
  }

  /** A new order id. */
  public long newOrderId() {
    return nextOrderId++;
  }

  public void submitLimit(
      int instrument,
      long orderId,
      int participant,
      Side side,
      int priceTicks,
      long quantityLots,
      TimeInForce timeInForce) {
    messages++;
    RejectReason reason =
        preTrade.checkLimit(participant, instrument, side, priceTicks, quantityLots);
    if (reason == null) {
      books[instrument].submitLimit(
          orderId, participant, side, priceTicks, quantityLots, timeInForce);
    } else {
      clearing.onRejected(instrument, orderId, participant, reason);
    }
    finish(instrument);
  }

  /** A market order. If the account has a limit, the order spends at most the available money. */
  public void submitMarket(
      int instrument, long orderId, int participant, Side side, long quantityLots) {
    messages++;
    RejectReason reason = preTrade.checkMarket(participant, instrument, side, quantityLots);
    if (reason == null) {
      int limit = preTrade.marketLimitTicks(participant, instrument, side, quantityLots);
      OrderBook book = books[instrument];
      if (limit < bands.highTicks(instrument)) {
        book.submitLimit(orderId, participant, side, limit, quantityLots, TimeInForce.IOC);
      } else {
        book.submitMarket(orderId, participant, side, quantityLots); // up to the price band
      }
    } else {
      clearing.onRejected(instrument, orderId, participant, reason);
    }
    finish(instrument);
  }

  /** An order with instructions. */
  public void submit(int instrument, int participant, OrderTicket ticket) {
    messages++;
    OrderBook book = books[instrument];
    book.advanceTime(market.timeNanos());
    RejectReason reason =
        preTrade.checkTicket(participant, instrument, ticket, bands.highTicks(instrument));
    if (reason == null) {
      book.submit(ticket);
      if (ticket.expiryNanos() < market.closeNanos() && book.isLive(ticket.orderId())) {
        scheduler.schedule(ticket.expiryNanos(), EventKind.EXPIRY, participant, instrument, 0);
      }
    } else {
      clearing.onRejected(instrument, ticket.orderId(), participant, reason);
    }
    finish(instrument);
  }

  public void cancel(int instrument, long orderId, int participant) {
    messages++;
    books[instrument].cancel(orderId, participant);
    finish(instrument);
  }

  public void reduce(int instrument, long orderId, int participant, long byLots) {
    messages++;
    books[instrument].reduce(orderId, participant, byLots);
    finish(instrument);
  }

  public void replace(
      int instrument, long orderId, int participant, int newPriceTicks, long newRemainingLots) {
    messages++;
    RejectReason reason =
        preTrade.checkReplace(participant, orderId, newPriceTicks, newRemainingLots);
    if (reason == null) {
      books[instrument].replace(orderId, participant, newPriceTicks, newRemainingLots);
    } else {
      clearing.onRequestRejected(instrument, orderId, participant, reason);
    }
    finish(instrument);
  }

  /** Cancels expired orders. */
  public void expire(int instrument) {
    books[instrument].advanceTime(market.timeNanos());
    finish(instrument);
  }

  /** A market order of the exchange on behalf of an account; limits do not apply. */
  void force(int participant, int instrument, Side side, long lots) {
    books[instrument].submitMarket(newOrderId(), participant, side, lots);
    finish(instrument);
  }

  /** A cancel request of the exchange on behalf of an account. */
  void forceCancel(int participant, int instrument, long orderId) {
    books[instrument].cancel(orderId, participant);
    finish(instrument);
  }

  /** Completes a message, after each command on a book. */
  void finish(int instrument) {
    boolean isMidNew = market.refresh(instrument);
    if (isMidNew) {
      midChanged.accept(instrument);
    }
    if (!board.isEmpty()) {
      board.onBook(market, instrument, isMidNew);
    }
    listener.onMessageDone(instrument);
    clearing.deliverReports();
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(nextOrderId);
    out.writeLong(messages);
    clearing.save(out);
    market.save(out);
    accounts.save(out);
    for (OrderBook book : books) {
      book.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    nextOrderId = in.readLong(1, Times.MAX_NANOS);
    messages = in.readLong(0, Times.MAX_NANOS);
    clearing.load(in);
    market.load(in);
    accounts.load(in);
    for (OrderBook book : books) {
      book.load(in);
      if (in.isForgeable()) {
        book.check(in, accounts.participants(), timeNanos());
      }
    }
  }
}
