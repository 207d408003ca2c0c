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

  private final Instrument[] instruments;
  private final OrderBook[] books;
  private final NewsFeed news;
  private final IntensityProfile intensity;
  private final long openNanos;
  private final long closeNanos;
  private final int[] lastTradeTicks;
  private final long[] doubleMidTicks;
  private final long[] tradeCounts;
  private final long[] buyVolumeLots;
  private final long[] sellVolumeLots;
  private final long[] turnoverTickLots;
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
    int n = instruments.length;
    lastTradeTicks = setup.initialTicks();
    doubleMidTicks = new long[n];
    for (int i = 0; i < n; i++) {
      doubleMidTicks[i] = 2L * lastTradeTicks[i];
    }
    tradeCounts = new long[n];
    buyVolumeLots = new long[n];
    sellVolumeLots = new long[n];
    turnoverTickLots = new long[n];
  }

  void setTime(long nanos) {
    timeNanos = nanos;
  }

  void onTrade(Trade trade) {
    int instrument = trade.instrument();
    long quantityLots = trade.quantityLots();
    lastTradeTicks[instrument] = trade.priceTicks();
    tradeCounts[instrument]++;
    turnoverTickLots[instrument] += trade.priceTicks() * quantityLots;
    if (trade.aggressor() == Side.BUY) {
      buyVolumeLots[instrument] += quantityLots;
    } else {
      sellVolumeLots[instrument] += quantityLots;
    }
  }

  /** Updates the state after a command on a book; returns whether the mid price has changed. */
  boolean refresh(int instrument) {
    OrderBook book = books[instrument];
    int bid = book.bestBidTicks();
    int ask = book.bestAskTicks();
    if (bid != OrderBook.NO_PRICE && ask != OrderBook.NO_PRICE) {
      long doubleMid = (long) bid + ask;
      if (doubleMid != doubleMidTicks[instrument]) {
        doubleMidTicks[instrument] = doubleMid;
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
    return doubleMidTicks[instrument];
  }

  @Override
  public int lastTradeTicks(int instrument) {
    return lastTradeTicks[instrument];
  }

  @Override
  public long tradeCount(int instrument) {
    return tradeCounts[instrument];
  }

  @Override
  public long aggressorVolumeLots(int instrument, Side aggressor) {
    return aggressor == Side.BUY ? buyVolumeLots[instrument] : sellVolumeLots[instrument];
  }

  @Override
  public long turnoverTickLots(int instrument) {
    return turnoverTickLots[instrument];
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
    out.writeInts(lastTradeTicks, 0, books.length);
    out.writeLongs(doubleMidTicks, 0, books.length);
    out.writeLongs(tradeCounts, 0, books.length);
    out.writeLongs(buyVolumeLots, 0, books.length);
    out.writeLongs(sellVolumeLots, 0, books.length);
    out.writeLongs(turnoverTickLots, 0, books.length);
  }

  @Override
  public void load(StateReader in) {
    timeNanos = in.readLong(0, closeNanos);
    in.readInts(lastTradeTicks, 0, books.length, 0, OrderBook.MAX_PRICE_TICKS);
    in.readLongs(doubleMidTicks, 0, books.length, 0, 2L * OrderBook.MAX_PRICE_TICKS);
    in.readLongs(tradeCounts, 0, books.length, 0, MAX_COUNT);
    in.readLongs(buyVolumeLots, 0, books.length, 0, MAX_COUNT);
    in.readLongs(sellVolumeLots, 0, books.length, 0, MAX_COUNT);
    in.readLongs(turnoverTickLots, 0, books.length, 0, Long.MAX_VALUE);
  }
}
