package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.NewsFeed;
import java.util.ArrayList;
import java.util.List;

/** A market whose every figure the test sets. Two instruments. */
public final class FakeMarket implements MarketView {
  /** Price and quantity. */
  private record Level(int priceTicks, long quantityLots) {}

  public long timeNanos;
  public long openNanos;
  public long closeNanos = Long.MAX_VALUE;
  public double intensity = 1;
  public NewsFeed news = NewsFeed.NONE;
  public TradingPhase phase = TradingPhase.CONTINUOUS;
  public final int[] lastTradeTicks = {100, 50};
  public final long[] tradeCount = new long[2];
  public final long[] boughtLots = new long[2];
  public final long[] soldLots = new long[2];
  private final long[] doubleMidTicks = {200, 100};
  private final List<List<Level>> bids = List.of(new ArrayList<>(), new ArrayList<>());
  private final List<List<Level>> asks = List.of(new ArrayList<>(), new ArrayList<>());

  /** Sets the levels of one side, best first: price, quantity, price, quantity, ... */
  public FakeMarket levels(int instrument, Side side, int... pricesAndQuantities) {
    List<Level> levels = side(instrument, side);
    levels.clear();
    for (int i = 0; i < pricesAndQuantities.length; i += 2) {
      levels.add(new Level(pricesAndQuantities[i], pricesAndQuantities[i + 1]));
    }
    int bid = bestTicks(instrument, Side.BUY);
    int ask = bestTicks(instrument, Side.SELL);
    if (bid != OrderBook.NO_PRICE && ask != OrderBook.NO_PRICE) {
      doubleMidTicks[instrument] = (long) bid + ask;
    }
    return this;
  }

  /** Sets the mid price, with one lot at the tick below and one at the tick above. */
  public FakeMarket mid(int instrument, int ticks) {
    levels(instrument, Side.BUY, ticks - 1, 1);
    return levels(instrument, Side.SELL, ticks + 1, 1);
  }

  /** Moves everything at random. */
  public void shake(RandomStream random) {
    timeNanos += 1_000_000_000L;
    for (int i = 0; i < 2; i++) {
      int bid = 90 + random.nextInt(10);
      int ask = 101 + random.nextInt(10);
      levels(i, Side.BUY, bid, 1 + random.nextInt(50), bid - 2, 1 + random.nextInt(50));
      levels(i, Side.SELL, ask, 1 + random.nextInt(50), ask + 1, 1 + random.nextInt(50));
      lastTradeTicks[i] = 95 + random.nextInt(10);
      tradeCount[i] += random.nextInt(5);
      boughtLots[i] += random.nextInt(50);
      soldLots[i] += random.nextInt(50);
    }
  }

  private List<Level> side(int instrument, Side side) {
    return side == Side.BUY ? bids.get(instrument) : asks.get(instrument);
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public int instruments() {
    return 2;
  }

  private static final List<Instrument> INSTRUMENTS =
      List.of(new Instrument(0, "A", 10_000), new Instrument(1, "B", 1_000_000));

  @Override
  public Instrument instrument(int instrument) {
    return INSTRUMENTS.get(instrument);
  }

  @Override
  public int bestTicks(int instrument, Side side) {
    List<Level> levels = side(instrument, side);
    return levels.isEmpty() ? OrderBook.NO_PRICE : levels.getFirst().priceTicks();
  }

  @Override
  public long quantityLots(int instrument, Side side, int priceTicks) {
    List<Level> levels = side(instrument, side);
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).priceTicks() == priceTicks) {
        return levels.get(i).quantityLots();
      }
    }
    return 0;
  }

  @Override
  public int levels(
      int instrument, Side side, int maxLevels, int[] pricesTicks, long[] quantitiesLots) {
    List<Level> levels = side(instrument, side);
    int count = Math.min(maxLevels, levels.size());
    for (int i = 0; i < count; i++) {
      pricesTicks[i] = levels.get(i).priceTicks();
      quantitiesLots[i] = levels.get(i).quantityLots();
    }
    return count;
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
    return tradeCount[instrument];
  }

  @Override
  public long aggressorVolumeLots(int instrument, Side aggressor) {
    return aggressor == Side.BUY ? boughtLots[instrument] : soldLots[instrument];
  }

  @Override
  public long turnoverTickLots(int instrument) {
    return 0;
  }

  @Override
  public NewsFeed news() {
    return news;
  }

  @Override
  public TradingPhase phase(int instrument) {
    return phase;
  }

  @Override
  public double intensity() {
    return intensity;
  }

  @Override
  public long openNanos() {
    return openNanos;
  }

  @Override
  public long closeNanos() {
    return closeNanos;
  }
}
