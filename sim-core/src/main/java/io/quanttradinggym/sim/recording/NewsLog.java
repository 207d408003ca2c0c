package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.NewsItem;
import java.nio.file.Path;
import java.util.Locale;

/** Writes every piece of news at its publication. */
public final class NewsLog implements SimulationHook, AutoCloseable {
  private static final int DECIMALS = 6;

  private final MarketView market;
  private final AsciiWriter file;
  private long written;

  /** Creates the file; earlier news is not written. */
  public NewsLog(Path path, MarketView market) {
    this.market = market;
    written = market.news().count();
    file = new AsciiWriter(path);
    file.field("time_nanos,kind,instrument,sector,surprise,value_change").endLine();
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    NewsFeed news = market.news();
    // More items were published at one time than the feed keeps: the oldest are lost.
    long back = Math.min(news.count() - written, NewsFeed.KEPT);
    for (; back > 0; back--) {
      write(news.latest((int) back - 1));
    }
    written = news.count();
  }

  private void write(NewsItem item) {
    boolean ofOne = item.instrument() != NewsItem.ALL;
    file.field(item.timeNanos())
        .field(item.kind().name().toLowerCase(Locale.ROOT))
        .name(ofOne ? market.instrument(item.instrument()).symbol() : "")
        .name(item.sector())
        .rounded(item.surprise(), DECIMALS)
        .rounded(item.valueChange(), DECIMALS)
        .endLine();
  }

  @Override
  public void close() {
    onTimePasses(market.timeNanos(), market.timeNanos());
    file.close();
  }
}
