package io.quanttradinggym.sim.news;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.NewsItem;

/** The most recent published news. */
public final class PublishedNews implements NewsFeed, Stateful {
  private final NewsDraft[] kept = new NewsDraft[KEPT];
  private final NewsSchedule news;
  private long count;

  /**
   * @param news the schedule of the published items
   */
  public PublishedNews(NewsSchedule news) {
    this.news = news;
    for (int i = 0; i < KEPT; i++) {
      kept[i] = news.newDraft();
    }
  }

  /** Stores a copy of an item. */
  public void publish(NewsDraft item) {
    kept[(int) (count % KEPT)].copyFrom(item);
    count++;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long nextScheduledNanos() {
    return news.nextScheduledNanos();
  }

  @Override
  public NewsItem latest(int back) {
    long readable = Math.min(count, KEPT);
    if (back < 0 || back >= readable) {
      throw new IllegalArgumentException(
          "back: got " + back + ", expected 0 to less than " + readable);
    }
    return kept[(int) ((count - 1 - back) % KEPT)];
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(count);
    for (int i = 0; i < Math.min(count, KEPT); i++) {
      kept[i].save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    count = in.readLong(0, Times.MAX_NANOS);
    for (int i = 0; i < Math.min(count, KEPT); i++) {
      kept[i].load(in);
    }
  }
}
