package io.quanttradinggym.sim.exchange;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.IntensityProfile;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.NewsFeed;

/** Public state of the market: the books and the totals of trades. */
final class MarketState implements MarketView, Stateful {
  /** Limit of restored totals; valid totals are far below it. */
  private static final long MAX_COUNT = 1L << 60;

  // The figures of an instrument.
  private static final int LAST_TRADE = 0; // ticks
  private static final int DOUBLE_MID = 1; // ticks
  private static final int TRADES = 2;
  private static final int BOUGHT = 3; // lots
  private static final int SOLD = 4; // lots
  private static final int TURNOVER = 5; // ticks x lots
  private static final int FIGURES = 6;

  private final Instrument[] instruments;
  private final OrderBook[] books;
  private final NewsFeed news;
  private final IntensityProfile intensity;
  private final long openNanos;
  private final long closeNanos;
  private final long[] figures; // (instruments, FIGURES), so that those of one are adjacent
  private final long[] doubleMidsBefore; // by instrument; read within one event, so never saved
  private long timeNanos;

  /**
   * @param books array filled before the first use
   */
  MarketState(ExchangeSetup setup, OrderBook[] books, NewsFeed news) {
    this.books = books;
    this.news = news;
    instruments = setup.instruments();
    intensity = setup.rules().intensity();
    openNanos = setup.openNanos();
    closeNanos = setup.closeNanos();
    timeNanos = openNanos;
    int[] initialTicks = setup.initialTicks();
    figures = new long[instruments.length * FIGURES];
    for (int i = 0; i < instruments.length; i++) {
      figures[i * FIGURES + LAST_TRADE] = initialTicks[i];
      figures[i * FIGURES + DOUBLE_MID] = 2L * initialTicks[i];
    }
    doubleMidsBefore = new long[instruments.length];
  }

  void setTime(long nanos) {
    timeNanos = nanos;
  }

  void onTrade(Trade trade) {
    int at = trade.instrument() * FIGURES;
    long quantityLots = trade.quantityLots();
    figures[at + LAST_TRADE] = trade.priceTicks();
    figures[at + TRADES]++;
    figures[at + TURNOVER] += trade.priceTicks() * quantityLots;
    figures[at + (trade.aggressor() == Side.BUY ? BOUGHT : SOLD)] += quantityLots;
  }

  /** Updates the state after a command on a book; returns whether the mid price has changed. */
  boolean refresh(int instrument) {
    OrderBook book = books[instrument];
    doubleMidsBefore[instrument] = figures[instrument * FIGURES + DOUBLE_MID];
    int bid = book.bestBidTicks();
    int ask = book.bestAskTicks();
    if (bid != OrderBook.NO_PRICE && ask != OrderBook.NO_PRICE) {
      long doubleMid = (long) bid + ask;
      int at = instrument * FIGURES + DOUBLE_MID;
      if (doubleMid != figures[at]) {
        figures[at] = doubleMid;
        return true;
      }
    }
    return false;
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public int instruments() {
    return books.length;
  }

  @Override
  public Instrument instrument(int instrument) {
    return instruments[instrument];
  }

  @Override
  public int bestTicks(int instrument, Side side) {
    return books[instrument].bestTicks(side);
  }

  @Override
  public long quantityLots(int instrument, Side side, int priceTicks) {
    return books[instrument].quantityAt(side, priceTicks);
  }

  @Override
  public int levels(
      int instrument, Side side, int maxLevels, int[] pricesTicks, long[] quantitiesLots) {
    return books[instrument].levels(side, maxLevels, pricesTicks, quantitiesLots);
  }

  @Override
  public long doubleMidTicks(int instrument) {
    return figures[instrument * FIGURES + DOUBLE_MID];
  }

  @Override
  public long doubleMidBeforeTicks(int instrument) {
    return doubleMidsBefore[instrument];
  }

  @Override
  public int lastTradeTicks(int instrument) {
    return (int) figures[instrument * FIGURES + LAST_TRADE];
  }

  @Override
  public long tradeCount(int instrument) {
    return figures[instrument * FIGURES + TRADES];
  }

  @Override
  public long aggressorVolumeLots(int instrument, Side aggressor) {
    return figures[instrument * FIGURES + (aggressor == Side.BUY ? BOUGHT : SOLD)];
  }

  @Override
  public long turnoverTickLots(int instrument) {
    return figures[instrument * FIGURES + TURNOVER];
  }

  @Override
  public NewsFeed news() {
    return news;
  }

  @Override
  public TradingPhase phase(int instrument) {
    return books[instrument].phase();
  }

  @Override
  public double intensity() {
    return intensity.at(timeNanos);
  }

  @Override
  public long afterBusinessNanos(long businessNanos) {
    return intensity.after(timeNanos, businessNanos);
  }

  @Override
  public long openNanos() {
    return openNanos;
  }

  @Override
  public long closeNanos() {
    return closeNanos;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(timeNanos);
    out.writeLongs(figures, 0, figures.length);
  }

  @Override
  public void load(StateReader in) {
    timeNanos = in.readLong(0, closeNanos);
    for (int at = 0; at < figures.length; at += FIGURES) {
      figures[at + LAST_TRADE] = in.readLong(0, OrderBook.MAX_PRICE_TICKS);
      figures[at + DOUBLE_MID] = in.readLong(0, 2L * OrderBook.MAX_PRICE_TICKS);
      in.readLongs(figures, at + TRADES, TURNOVER - TRADES, 0, MAX_COUNT);
      figures[at + TURNOVER] = in.readLong(0, Long.MAX_VALUE);
    }
  }
}
