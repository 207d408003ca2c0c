package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.MarketPhase;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.NewsItem;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Makes a message of what there is to see of one instrument. */
final class FrameBuilder {
  private static final int NEWS = 20;

  private final Simulator simulator;
  private final AgentTables agents;
  private final Part more;
  private final int[] referenceTicks; // by instrument: the price before the first trade
  private final int[] pricesTicks;
  private final long[] quantitiesLots;

  /** Adds what it knows of an instrument. */
  @FunctionalInterface
  interface Part {
    void write(int instrument, MarketFrame.Builder frame);
  }

  /**
   * To be made before the first trade.
   *
   * @param levels of each side of the book, at most
   * @param more what else there is
   */
  FrameBuilder(Simulator simulator, int levels, AgentTables agents, Part more) {
    this.simulator = simulator;
    this.agents = agents;
    this.more = more;
    referenceTicks = new int[simulator.market().instruments()];
    Arrays.setAll(referenceTicks, simulator.market()::lastTradeTicks);
    pricesTicks = new int[levels];
    quantitiesLots = new long[levels];
  }

  MarketFrame.Builder frame(int instrument) {
    MarketFrame.Builder frame =
        MarketFrame.newBuilder()
            .setTimeNanos(simulator.timeNanos())
            .setPhase(phase(instrument))
            .setEvents(simulator.events())
            .setOrderEvents(simulator.orderEvents())
            .setTrades(simulator.trades())
            .setDigest(Digest.format(simulator.digest()))
            .setInstrument(instrument);
    for (int i = 0; i < simulator.market().instruments(); i++) {
      frame.addQuotes(quote(i));
    }
    levels(instrument, Side.BUY, frame::addBids);
    levels(instrument, Side.SELL, frame::addAsks);
    news(frame);
    more.write(instrument, frame);
    agents.write(instrument, frame);
    return frame;
  }

  private MarketPhase phase(int instrument) {
    return switch (simulator.market().phase(instrument)) {
      case CONTINUOUS -> MarketPhase.MARKET_PHASE_CONTINUOUS;
      case AUCTION_CALL -> MarketPhase.MARKET_PHASE_AUCTION_CALL;
      case HALTED -> MarketPhase.MARKET_PHASE_HALTED;
    };
  }

  private MarketFrame.Quote quote(int instrument) {
    MarketView market = simulator.market();
    MarketFrame.Quote.Builder quote =
        MarketFrame.Quote.newBuilder()
            .setLastTicks(market.lastTradeTicks(instrument))
            .setReferenceTicks(referenceTicks[instrument])
            .setVolumeLots(
                market.aggressorVolumeLots(instrument, Side.BUY)
                    + market.aggressorVolumeLots(instrument, Side.SELL));
    int bid = market.bestTicks(instrument, Side.BUY);
    int ask = market.bestTicks(instrument, Side.SELL);
    if (bid != OrderBook.NO_PRICE) {
      quote.setBidTicks(bid);
    }
    if (ask != OrderBook.NO_PRICE) {
      quote.setAskTicks(ask);
    }
    return quote.build();
  }

  private void levels(int instrument, Side side, Consumer<MarketFrame.Level> levels) {
    OrderBook book = simulator.book(instrument);
    int count = book.levels(side, pricesTicks.length, pricesTicks, quantitiesLots);
    for (int i = 0; i < count; i++) {
      levels.accept(
          MarketFrame.Level.newBuilder()
              .setPriceTicks(pricesTicks[i])
              .setQuantityLots(quantitiesLots[i])
              .setOrders(book.orderCountAt(side, pricesTicks[i]))
              .build());
    }
  }

  private void news(MarketFrame.Builder frame) {
    NewsFeed feed = simulator.market().news();
    for (int back = 0; back < Math.min(NEWS, feed.count()); back++) {
      NewsItem item = feed.latest(back);
      frame.addNews(
          MarketFrame.News.newBuilder()
              .setTimeNanos(item.timeNanos())
              .setKind(item.kind().name().toLowerCase(Locale.ROOT))
              .setAbout(about(item))
              .setSurprise(item.surprise())
              .setValueChange(item.valueChange()));
    }
  }

  private String about(NewsItem item) {
    if (item.instrument() == NewsItem.ALL) {
      return item.sector();
    }
    Instrument instrument = simulator.market().instrument(item.instrument());
    return instrument.symbol();
  }
}
