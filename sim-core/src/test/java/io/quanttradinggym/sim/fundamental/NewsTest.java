package io.quanttradinggym.sim.fundamental;

import static io.quanttradinggym.sim.fundamental.Economies.CLOSE;
import static io.quanttradinggym.sim.fundamental.Economies.INITIAL;
import static io.quanttradinggym.sim.fundamental.Economies.INSTRUMENTS;
import static io.quanttradinggym.sim.fundamental.Economies.OPEN;
import static io.quanttradinggym.sim.fundamental.Economies.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.NewsKind;
import io.quanttradinggym.sim.news.NewsDraft;
import io.quanttradinggym.sim.news.NewsSchedule;
import io.quanttradinggym.sim.news.NewsSource;
import io.quanttradinggym.sim.news.PublishedNews;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When news come, what they say, and what they do to values. */
final class NewsTest {
  private static final long TEN_MINUTES = 600 * SECOND;

  private static NewsDraft first(NewsSource source, long seed) {
    NewsSchedule schedule = Economies.schedule(source);
    NewsDraft item = schedule.newDraft();
    schedule.seed(seed, 0);
    schedule.start(OPEN);
    schedule.next(item);
    return item;
  }

  @Test
  void randomNewsComeAtTheirRateAndScheduledOnesAtTheirTimes() {
    NewsSchedule schedule =
        Economies.schedule(
            Economies.source("sector-news", "a", Map.of("rate", 400)),
            Economies.source("rate-decision", "b", Map.of("minutes", List.of(90, 30))));
    schedule.seed(1, 0);
    schedule.start(OPEN);
    NewsDraft item = schedule.newDraft();
    int random = 0;
    int scheduled = 0;
    double squares = 0;
    long last = OPEN;
    while (schedule.nextTimeNanos() <= CLOSE) {
      schedule.next(item);
      assertTrue(item.timeNanos() >= last, "in the order of time");
      last = item.timeNanos();
      if (item.kind() == NewsKind.RATE) {
        assertEquals(OPEN + (scheduled == 0 ? 3 : 9) * TEN_MINUTES, item.timeNanos());
        scheduled++;
      } else {
        random++;
        squares += item.surprise() * item.surprise();
      }
    }
    assertEquals(2, scheduled);
    assertEquals(400, random, 4 * Math.sqrt(400));
    assertEquals(1, squares / random, 4 * Math.sqrt(2.0 / random));
  }

  @Test
  void newsSayWhomTheyConcernAndWhatTheyChange() {
    Map<String, ?> soon = Map.of("minutes", List.of(10), "surprise", Map.of("type", "constant"));
    NewsDraft earnings = first(Economies.source("earnings-surprise", "e", soon), 0);
    assertEquals(0.03, earnings.valueChange(), 1e-12);
    assertEquals(0.25 * 0.03, earnings.overreaction(), 1e-12);
    assertTrue(earnings.instrument() >= 0);
    assertEquals(1, INSTRUMENTS.stream().filter(earnings::concerns).count());
    NewsDraft guidance =
        first(
            Economies.source(
                "guidance-change", "g", Map.of("minutes", List.of(10), "instrument", 2)),
            0);
    assertEquals(2, guidance.instrument());
    assertEquals(20 * guidance.growthChange(), guidance.valueChange(), 1e-12);
    assertEquals(0.001 * guidance.surprise(), guidance.growthChange(), 1e-12);
    NewsDraft rate = first(Economies.source("rate-decision", "r", soon), 0);
    assertEquals(-0.0005, rate.rateChange(), 1e-12);
    assertEquals(0.01, rate.valueChange(), 1e-12);
    assertTrue(INSTRUMENTS.stream().allMatch(rate::concerns));
    NewsDraft sector =
        first(
            Economies.source("sector-news", "s", Map.of("minutes", List.of(10), "sector", "tech")),
            0);
    assertEquals("tech", sector.sector());
    assertEquals(
        List.of(true, true, false, false), INSTRUMENTS.stream().map(sector::concerns).toList());
  }

  @Test
  void whereNobodyKnowsBetterValuesMoveByWhatTheNewsSayAndTheRestFades() {
    FundamentalPath path =
        Economies.path(
            Economies.process("constant", 0, Map.of()),
            0,
            Economies.source(
                "sector-news",
                "s",
                Map.of(
                    "sector",
                    "tech",
                    "minutes",
                    List.of(10),
                    "magnitude",
                    0.02,
                    "overreaction",
                    0.5,
                    "half_life",
                    "10m",
                    "surprise",
                    Map.of("type", "constant"))));
    path.seed(0, 0);
    path.start(OPEN);
    long release = OPEN + TEN_MINUTES;
    assertEquals(INITIAL, path.valueTicks(release - 1));
    assertEquals(INITIAL * StrictMath.exp(0.03), path.valueTicks(release), 1e-6);
    assertEquals(INITIAL * StrictMath.exp(0.025), path.valueTicks(release + TEN_MINUTES), 1e-6);
    assertEquals(INITIAL * StrictMath.exp(0.02), path.valueTicks(CLOSE), 1e-6);
  }

  @Test
  void gordonGrowthFollowsFromTheNewInputs() {
    Map<String, ?> still = Map.of("earnings_volatility", 0, "eps", 5.0);
    Map<String, Object> times = Map.of("type", "constant", "value", 2.0);
    FundamentalPath path =
        Economies.path(
            Economies.process("gordon-growth", 0, still),
            0,
            Economies.source(
                "earnings-surprise",
                "e",
                Map.of(
                    "minutes", List.of(0), "instrument", 0, "surprise", times, "overreaction", 0)),
            Economies.source(
                "guidance-change",
                "g",
                Map.of(
                    "minutes", List.of(0), "instrument", 0, "surprise", times, "overreaction", 0)),
            Economies.source(
                "rate-decision",
                "r",
                Map.of("minutes", List.of(0), "surprise", times, "overreaction", 0)));
    path.seed(0, 0);
    path.start(OPEN);
    double eps = 5.0 * StrictMath.exp(0.06);
    double value = eps * 0.5 * (1 + 0.042) / (0.039 + 0.05 - 0.042);
    assertEquals(value / 0.01, path.valueTicks(OPEN), 1e-6);
  }

  @Test
  void sectorNewsCountByTheSectorBeta() {
    Map<String, ?> half = Map.of("sector_beta", 0.5, "own_volatility", 0, "market_beta", 0);
    NewsSource news =
        Economies.source(
            "sector-news",
            "s",
            Map.of(
                "sector",
                "tech",
                "minutes",
                List.of(0),
                "overreaction",
                0,
                "surprise",
                Map.of("type", "constant")));
    FundamentalPath path = Economies.path(Economies.process("factor", 0, half), 0, news);
    path.seed(0, 0);
    path.start(OPEN);
    assertEquals(INITIAL * StrictMath.exp(0.005), path.valueTicks(OPEN), 1e-6);
  }

  @Test
  void theFeedKeepsTheNewest() {
    NewsSchedule schedule =
        Economies.schedule(Economies.source("earnings-surprise", "e", Map.of("rate", 1000)));
    schedule.seed(3, 0);
    schedule.start(OPEN);
    PublishedNews feed = new PublishedNews(schedule);
    assertThrows(IllegalArgumentException.class, () -> feed.latest(0));
    NewsDraft item = schedule.newDraft();
    long[] times = new long[100];
    for (int i = 0; i < times.length; i++) {
      schedule.next(item);
      times[i] = item.timeNanos();
      feed.publish(item);
    }
    PublishedNews twin = new PublishedNews(schedule);
    Economies.restore(twin, Economies.state(feed));
    for (NewsFeed any : List.of(feed, twin)) {
      assertEquals(100, any.count());
      for (int back = 0; back < NewsFeed.KEPT; back++) {
        NewsItem kept = any.latest(back);
        assertEquals(times[99 - back], kept.timeNanos());
      }
      assertThrows(IllegalArgumentException.class, () -> any.latest(NewsFeed.KEPT));
    }
    assertThrows(IllegalArgumentException.class, () -> NewsFeed.NONE.latest(0));
  }

  @Test
  void newsThatCannotBeAreRefused() {
    Map<String, Map<String, ?>> bad =
        Map.of(
            "rate", Map.of(),
            "minutes", Map.of("minutes", List.of(391)),
            "sector", Map.of("rate", 1, "sector", "cars"));
    bad.forEach((field, parameters) ->
        assertEquals(
            field,
            assertThrows(
                    InvalidInputException.class,
                    () -> Economies.source("sector-news", "x", parameters))
                .field()));
  }
}
