package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.news.NewsDraft;
import io.quanttradinggym.sim.news.NewsSchedule;

/**
 * The fair value of an instrument, news included. Two paths of equal configuration and seeds agree;
 * one may be further in time than the other. Allocation-free after construction.
 */
public final class FundamentalPath implements Stateful {
  private final FundamentalProcess process;
  private final NewsSchedule news;
  private final Instrument instrument;
  private final NewsDraft item;
  private final NewsEffect effect;
  private long nextNewsNanos = Long.MAX_VALUE;

  /**
   * @param news all news of the simulation, for this path alone
   */
  public FundamentalPath(FundamentalProcess process, NewsSchedule news, Instrument instrument) {
    this.process = process;
    this.news = news;
    this.instrument = instrument;
    item = news.newDraft();
    effect = new NewsEffect(news.sources());
  }

  /** Seeds all random streams; the existing path does not change. */
  public void seed(long seed, long episode) {
    process.seed(seed, episode);
    news.seed(seed, episode);
  }

  /** Begins an episode, after {@link #seed}. */
  public void start(long timeNanos) {
    process.start(timeNanos);
    news.start(timeNanos);
    effect.clear();
    nextNewsNanos = news.nextTimeNanos();
  }

  /** Fair value in ticks, at least 1, at a time that never decreases between calls. */
  public double valueTicks(long timeNanos) {
    while (nextNewsNanos <= timeNanos) {
      takeNews();
    }
    return Math.max(1, process.valueTicks(timeNanos) * effect.factor(timeNanos));
  }

  private void takeNews() {
    news.next(item);
    if (item.concerns(instrument)) {
      process.valueTicks(nextNewsNanos);
      effect.add(item, item.source(), process.onNews(item));
    }
    nextNewsNanos = news.nextTimeNanos();
  }

  @Override
  public void save(StateWriter out) {
    process.save(out);
    news.save(out);
    effect.save(out);
    out.writeLong(nextNewsNanos);
  }

  @Override
  public void load(StateReader in) {
    process.load(in);
    news.load(in);
    effect.load(in);
    nextNewsNanos = in.readLong(0, Long.MAX_VALUE);
    in.require(
        nextNewsNanos == news.nextTimeNanos() || nextNewsNanos == Long.MAX_VALUE,
        "the time of the next news");
  }
}
