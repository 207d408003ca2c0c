package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.news.NewsDraft;
import io.quanttradinggym.sim.news.NewsSchedule;
import io.quanttradinggym.sim.news.PublishedNews;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Publishes news: at publication time to the public feed and to subscribers without a lead, and
 * earlier to subscribers with a lead. Each lead has its own copy of the schedule; equal seeds give
 * equal news.
 */
final class NewsWire implements EngineModule {
  private final Engine engine;
  private final long[] leadsNanos;
  private final NewsSchedule[] schedules; // by lead
  private final NewsDraft[] items; // by lead
  private final int[][] subscribers; // by lead: participants, ascending
  private final PublishedNews published;

  NewsWire(Engine engine, Supplier<NewsSchedule> news, Leads leads) {
    this.engine = engine;
    leadsNanos = leads.nanos();
    int count = leadsNanos.length;
    schedules = new NewsSchedule[count];
    items = new NewsDraft[count];
    subscribers = new int[count][];
    for (int lead = 0; lead < count; lead++) {
      schedules[lead] = news.get();
      items[lead] = schedules[lead].newDraft();
      subscribers[lead] = subscribersOf(lead, leads.ofParticipant());
    }
    published = new PublishedNews(schedules[0]);
  }

  private int[] subscribersOf(int lead, int[] leadOf) {
    return IntStream.range(0, leadOf.length)
        .filter(participant -> leadOf[participant] == lead)
        .filter(participant -> engine.agents[participant].wantsNews())
        .toArray();
  }

  NewsFeed feed() {
    return published;
  }

  @Override
  public List<EventKind> handles() {
    return List.of(EventKind.NEWS);
  }

  @Override
  public void seed(long seed, long episode) {
    for (NewsSchedule schedule : schedules) {
      schedule.seed(seed, episode);
    }
  }

  @Override
  public void start() {
    for (int lead = 0; lead < schedules.length; lead++) {
      schedules[lead].start(engine.timeNanos());
      scheduleNext(lead);
    }
  }

  /** Schedules the next publication. Items beyond the horizon are published after it. */
  private void scheduleNext(int lead) {
    long release = schedules[lead].nextTimeNanos();
    if (release < Long.MAX_VALUE && (lead == 0 || subscribers[lead].length > 0)) {
      long horizon = engine.episode.horizonNanos();
      long earliest = release > horizon ? horizon + 1 : engine.timeNanos();
      long time = Math.max(earliest, release - leadsNanos[lead]);
      engine.queue.schedule(time, EventKind.NEWS, 0, 0, lead);
    }
  }

  /** Publishes due news to participants with the given lead. */
  @Override
  public void handle(EventKind kind, int participant, int instrument, int lead) {
    NewsDraft item = items[lead];
    schedules[lead].next(item);
    if (lead == 0) {
      published.publish(item);
    }
    scheduleNext(lead);
    for (int subscriber : subscribers[lead]) {
      Participant to = engine.participants[subscriber];
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
