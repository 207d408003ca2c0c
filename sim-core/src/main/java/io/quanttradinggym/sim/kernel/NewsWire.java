package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.fundamental.NewsDraft;
import io.quanttradinggym.sim.fundamental.NewsSchedule;
import io.quanttradinggym.sim.fundamental.PublishedNews;
import io.quanttradinggym.sim.market.NewsFeed;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Tells news: to the public feed and to most agents at their time, to those with a lead before.
 * Each lead has its own copy of the schedule; equal seeds make them agree.
 */
final class NewsWire implements Stateful {
  /** In the place of a lead: does not want to hear. */
  static final int NOT_SUBSCRIBED = -1;

  private final long[] leadsNanos;
  private final NewsSchedule[] schedules; // by lead
  private final NewsDraft[] items; // by lead
  private final int[][] hearers; // by lead: owners, ascending
  private final PublishedNews published;

  /**
   * @param leadsNanos ascending, from 0
   * @param leadOf by owner, index of its lead, or {@link #NOT_SUBSCRIBED}
   */
  NewsWire(Supplier<NewsSchedule> news, long[] leadsNanos, int[] leadOf) {
    this.leadsNanos = leadsNanos;
    int leads = leadsNanos.length;
    schedules = new NewsSchedule[leads];
    items = new NewsDraft[leads];
    hearers = new int[leads][];
    for (int lead = 0; lead < leads; lead++) {
      schedules[lead] = news.get();
      items[lead] = schedules[lead].newDraft();
      hearers[lead] = ownersOf(lead, leadOf);
    }
    published = new PublishedNews(schedules[0]);
  }

  private static int[] ownersOf(int lead, int[] leadOf) {
    int[] owners = new int[leadOf.length];
    int count = 0;
    for (int owner = 0; owner < leadOf.length; owner++) {
      if (leadOf[owner] == lead) {
        owners[count++] = owner;
      }
    }
    return Arrays.copyOf(owners, count);
  }

  NewsFeed feed() {
    return published;
  }

  void seed(long seed, long episode) {
    for (NewsSchedule schedule : schedules) {
      schedule.seed(seed, episode);
    }
  }

  /** Begins an episode, after {@link #seed}. */
  void start(long timeNanos, long horizonNanos, EventQueue queue) {
    for (int lead = 0; lead < schedules.length; lead++) {
      schedules[lead].start(timeNanos);
      pushNext(lead, timeNanos, horizonNanos, queue);
    }
  }

  /** What lies beyond the horizon is told after it. */
  private void pushNext(int lead, long nowNanos, long horizonNanos, EventQueue queue) {
    long release = schedules[lead].nextTimeNanos();
    if (release < Long.MAX_VALUE && (lead == 0 || hearers[lead].length > 0)) {
      long earliest = release > horizonNanos ? horizonNanos + 1 : nowNanos;
      queue.pushNews(Math.max(earliest, release - leadsNanos[lead]), lead);
    }
  }

  /** Tells the news that are due for a lead. */
  void tell(
      int lead, long nowNanos, long horizonNanos, EventQueue queue, Participant[] participants) {
    NewsDraft item = items[lead];
    schedules[lead].next(item);
    if (lead == 0) {
      published.publish(item);
    }
    pushNext(lead, nowNanos, horizonNanos, queue);
    for (int owner : hearers[lead]) {
      Participant to = participants[owner];
      to.agent().onNews(to, item);
    }
  }

  @Override
  public void save(StateWriter out) {
    for (NewsSchedule schedule : schedules) {
      schedule.save(out);
    }
    published.save(out);
  }

  @Override
  public void load(StateReader in) {
    for (NewsSchedule schedule : schedules) {
      schedule.load(in);
    }
    published.load(in);
  }
}
