package io.quanttradinggym.sim.feature;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.bar.BarSeries;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The indicators of a simulation. Each requested indicator is computed once from its bars, quotes
 * and trades; others are not computed. Allocation-free after construction.
 */
public final class IndicatorBoard implements Stateful {
  private static final long NEVER = Long.MAX_VALUE;

  private final long openNanos;
  private final int[] initialTicks;
  private final Map<IndicatorRequest, Integer> handles = new LinkedHashMap<>();
  private final Map<String, BarFeed> feedsByKey = new LinkedHashMap<>();
  private final List<Indicator> indicators = new ArrayList<>();
  private final Quote[] quotes;
  private final List<List<Indicator>> quoteFollowers = new ArrayList<>();
  private final List<List<Indicator>> tradeFollowers = new ArrayList<>();
  private @Nullable Plugins<IndicatorType> types;

  // The above as arrays, once all is known.
  private BarFeed[] feeds = {};
  private Indicator[] byHandle = {};
  private Indicator[][] onQuote = {};
  private Indicator[][] onTrade = {};
  private long nextBarNanos = NEVER;

  public IndicatorBoard(int[] initialTicks, long openNanos) {
    this.initialTicks = initialTicks.clone();
    this.openNanos = openNanos;
    quotes = new Quote[initialTicks.length];
    for (int i = 0; i < quotes.length; i++) {
      quotes[i] = new Quote();
      quoteFollowers.add(new ArrayList<>());
      tradeFollowers.add(new ArrayList<>());
    }
  }

  /**
   * Handles of indicators, in the order of the requests; all requests come before the first run.
   */
  public int[] request(List<IndicatorRequest> requests) {
    int[] result = new int[requests.size()];
    for (int i = 0; i < result.length; i++) {
      IndicatorRequest request = canonical(requests.get(i));
      Integer known = handles.get(request);
      result[i] = known == null ? add(request) : known;
    }
    seal();
    return result;
  }

  private IndicatorRequest canonical(IndicatorRequest request) {
    return request.withoutDefaults(typeOf(request).parameters());
  }

  private IndicatorType typeOf(IndicatorRequest request) {
    if (types == null) {
      types = Plugins.load(IndicatorType.class);
    }
    return types.get(request.type(), "indicator.type");
  }

  private int add(IndicatorRequest request) {
    if (request.instrument() < 0 || request.instrument() >= initialTicks.length) {
      throw new InvalidInputException(
          "instrument", request.instrument(), "0 to " + (initialTicks.length - 1));
    }
    IndicatorType type = typeOf(request);
    Indicator indicator =
        type.create(Parameters.of(type.parameters(), request.parameters(), request.type()));
    if (request.intervalNanos() != 0) {
      feedsByKey
          .computeIfAbsent(request.source() + "/" + request.intervalNanos(), key -> feed(request))
          .add(indicator, request.instrument());
    }
    if (type.followsQuotes()) {
      quoteFollowers.get(request.instrument()).add(indicator);
    }
    if (type.followsTrades()) {
      tradeFollowers.get(request.instrument()).add(indicator);
    }
    indicators.add(indicator);
    handles.put(request, indicators.size() - 1);
    return indicators.size() - 1;
  }

  private BarFeed feed(IndicatorRequest request) {
    long interval = request.intervalNanos();
    if (interval < 0) {
      throw new InvalidInputException("interval", interval, "0 or more");
    }
    return new BarFeed(
        new BarSeries(request.source(), interval, openNanos + interval, initialTicks));
  }

  private void seal() {
    feeds = feedsByKey.values().toArray(BarFeed[]::new);
    byHandle = indicators.toArray(Indicator[]::new);
    onQuote = arrays(quoteFollowers);
    onTrade = arrays(tradeFollowers);
    findNextBar();
  }

  private static Indicator[][] arrays(List<List<Indicator>> lists) {
    return lists.stream().map(list -> list.toArray(Indicator[]::new)).toArray(Indicator[][]::new);
  }

  /** Whether there is any request. */
  public boolean isEmpty() {
    return byHandle.length == 0;
  }

  /** When the next bar will be complete: {@link #roll} is due then. */
  public long nextBarNanos() {
    return nextBarNanos;
  }

  /**
   * Completes every bar that ends at or before this time; call it before the events of that time.
   */
  public void roll(long timeNanos) {
    while (nextBarNanos <= timeNanos) {
      long end = nextBarNanos;
      for (BarFeed feed : feeds) {
        if (feed.bars.endNanos() == end) {
          feed.roll();
        }
      }
      findNextBar();
    }
  }

  private void findNextBar() {
    long next = NEVER;
    for (BarFeed feed : feeds) {
      next = Math.min(next, feed.bars.endNanos());
    }
    nextBarNanos = next;
  }

  /** A trade; the mid price of the view is that from before it. */
  public void onTrade(
      MarketView market, int instrument, Side aggressor, int priceTicks, long quantityLots) {
    for (BarFeed feed : feeds) {
      feed.bars.onTrade(instrument, priceTicks, quantityLots, aggressor == Side.BUY);
    }
    if (onTrade.length == 0) {
      return;
    }
    double mid = market.midTicks(instrument);
    for (Indicator indicator : onTrade[instrument]) {
      indicator.onTrade(market.timeNanos(), aggressor, priceTicks, quantityLots, mid);
    }
  }

  /**
   * The book of an instrument has changed.
   *
   * @param isMidNew whether its mid price may have changed
   */
  public void onBook(MarketView market, int instrument, boolean isMidNew) {
    if (isMidNew) {
      double mid = market.midTicks(instrument);
      for (BarFeed feed : feeds) {
        feed.bars.onMid(instrument, mid);
      }
    }
    if (onQuote[instrument].length > 0 && update(quotes[instrument], market, instrument)) {
      for (Indicator indicator : onQuote[instrument]) {
        indicator.onQuote(quotes[instrument]);
      }
    }
  }

  private static boolean update(Quote quote, MarketView market, int instrument) {
    int bid = market.bestTicks(instrument, Side.BUY);
    int ask = market.bestTicks(instrument, Side.SELL);
    quote.timeNanos = market.timeNanos();
    return quote.set(
        bid,
        bid == OrderBook.NO_PRICE ? 0 : market.quantityLots(instrument, Side.BUY, bid),
        ask,
        ask == OrderBook.NO_PRICE ? 0 : market.quantityLots(instrument, Side.SELL, ask));
  }

  /**
   * The current value of an indicator; {@link Double#NaN} while too little is known.
   *
   * @param handle from {@link #request}
   */
  public double value(int handle, int output, long timeNanos) {
    return byHandle[handle].value(output, timeNanos);
  }

  @Override
  public void save(StateWriter out) {
    for (BarFeed feed : feeds) {
      feed.bars.save(out);
    }
    for (Indicator indicator : byHandle) {
      indicator.save(out);
    }
    for (Quote quote : quotes) {
      out.writeInt(quote.bidTicks);
      out.writeLong(quote.bidLots);
      out.writeInt(quote.askTicks);
      out.writeLong(quote.askLots);
    }
  }

  @Override
  public void load(StateReader in) {
    for (BarFeed feed : feeds) {
      feed.bars.load(in);
    }
    for (Indicator indicator : byHandle) {
      indicator.load(in);
    }
    for (Quote quote : quotes) {
      quote.set(in.readInt(), in.readLong(), in.readInt(), in.readLong());
    }
    findNextBar();
  }
}
