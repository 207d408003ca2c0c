package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.news.NewsSetup;
import io.quanttradinggym.sim.news.NewsSource;
import io.quanttradinggym.sim.news.NewsType;
import java.util.List;

/**
 * Drivers of the fair values of all instruments.
 *
 * @param news sources of news, in order
 */
public record Economy(Macro macro, List<Configured<NewsType>> news) {
  public Economy {
    news = List.copyOf(news);
  }

  /** Creates a source of news; equal arguments give equal news. */
  NewsSource newSource(int index, List<Instrument> instruments, TradingDay session) {
    Configured<NewsType> chosen = news.get(index);
    NewsSetup setup =
        new NewsSetup(
            chosen.type() + "/" + index, instruments, session.openNanos(), session.closeNanos());
    return chosen.plugin().create(chosen.parameters(), setup);
  }
}
