package io.quanttradinggym.sim.news;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;

/** All news of a simulation in order of time; ties in order of the sources. */
public final class NewsSchedule implements Stateful {
  private final NewsSource[] sources;
  private final List<String> sectors;

  public NewsSchedule(List<NewsSource> sources, List<Instrument> instruments) {
    this.sources = sources.toArray(NewsSource[]::new);
    sectors = NewsSetup.sectorsOf(instruments);
  }

  /** Creates a reusable news item. */
  public NewsDraft newDraft() {
    return new NewsDraft(sectors);
  }

  public int sources() {
    return sources.length;
  }

  /** Seeds all random streams; the next due item does not change. */
  public void seed(long seed, long episode) {
    for (NewsSource source : sources) {
      source.seed(seed, episode);
    }
  }

  /** Begins an episode, after {@link #seed}. */
  public void start(long timeNanos) {
    for (NewsSource source : sources) {
      source.start(timeNanos);
    }
  }

  /** Time of the next item; {@link Long#MAX_VALUE} if there is none. */
  public long nextTimeNanos() {
    long next = Long.MAX_VALUE;
    for (NewsSource source : sources) {
      next = Math.min(next, source.nextTimeNanos());
    }
    return next;
  }

  /**
   * Time of the next item that is due at a time known in advance; {@link Long#MAX_VALUE} if there
   * is none.
   */
  long nextScheduledNanos() {
    long next = Long.MAX_VALUE;
    for (NewsSource source : sources) {
      next = Math.min(next, source.nextScheduledNanos());
    }
    return next;
  }

  /** Fills in the next item and advances. */
  public void next(NewsDraft item) {
    long time = nextTimeNanos();
    int source = 0;
    while (sources[source].nextTimeNanos() != time) {
      source++;
    }
    sources[source].next(item);
    item.setSource(source);
  }

  @Override
  public void save(StateWriter out) {
    for (NewsSource source : sources) {
      source.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    for (NewsSource source : sources) {
      source.load(in);
    }
  }
}
