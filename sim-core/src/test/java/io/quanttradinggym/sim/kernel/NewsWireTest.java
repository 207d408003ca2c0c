package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.fundamental.FundamentalSetup;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.news.NewsSetup;
import io.quanttradinggym.sim.news.NewsSource;
import io.quanttradinggym.sim.news.NewsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who receives news, and sees values, when. */
class NewsWireTest {
  private static final long LEAD = 5 * Markets.SECOND;
  private static final Instrument SHARE = new Instrument(0, "S", 10_000);

  /** Writes down what it receives, and what it sees every second. */
  private static final class Listener implements Agent {
    final long leadNanos;
    final boolean wantsOrderEvents;
    final List<Long> heardNanos = new ArrayList<>();
    final List<Long> releasedNanos = new ArrayList<>();
    final List<Double> values = new ArrayList<>();
    final List<Double> foreseen = new ArrayList<>();
    final List<Long> published = new ArrayList<>();

    Listener(long leadNanos, boolean wantsOrderEvents) {
      this.leadNanos = leadNanos;
      this.wantsOrderEvents = wantsOrderEvents;
    }

    @Override
    public boolean wantsNews() {
      return wantsOrderEvents;
    }

    @Override
    public long foresightNanos() {
      return leadNanos;
    }

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(context.market().openNanos());
    }

    @Override
    public void onWake(AgentContext context) {
      values.add(context.fundamentalTicks(0));
      foreseen.add(context.foreseenTicks(0));
      published.add(context.market().news().count());
      context.wakeAt(context.market().timeNanos() + Markets.SECOND);
    }

    @Override
    public void onNews(AgentContext context, NewsItem item) {
      heardNanos.add(context.market().timeNanos());
      releasedNanos.add(item.timeNanos());
    }
  }

  private static NewsSource source() {
    NewsType type = Plugins.load(NewsType.class).get("earnings-surprise", "type");
    return type.create(
        Parameters.of(type.parameters(), Map.of("rate", 2000), ""),
        new NewsSetup("e", List.of(SHARE), Markets.OPEN, Markets.CLOSE));
  }

  private static Simulator market(Listener... listeners) {
    Simulator simulator = builder(listeners).build();
    simulator.reset(5, 0);
    return simulator;
  }

  private static SimulatorBuilder builder(Listener... listeners) {
    FundamentalType type = Plugins.load(FundamentalType.class).get("stochastic-volatility", "");
    FundamentalSetup setup =
        new FundamentalSetup(SHARE, 10_000, Macro.DEFAULT, Markets.OPEN, Markets.CLOSE);
    Parameters parameters = Parameters.of(type.parameters(), Map.of(), "");
    SimulatorBuilder builder =
        Simulator.builder(Markets.OPEN, Markets.CLOSE)
            .instrument(SHARE, 10_000, () -> type.create(parameters, setup), Fees.NONE)
            .news(NewsWireTest::source);
    for (int i = 0; i < listeners.length; i++) {
      builder.agent("l" + i, LatencyModel.constant(0), listeners[i], 0);
    }
    return builder;
  }

  @Test
  void theInformedHearAndSeeAheadByTheirLeadAndTheDeafNothing() {
    Listener informed = new Listener(LEAD, true);
    Listener open = new Listener(0, true);
    Listener unsubscribed = new Listener(0, false);
    Simulator simulator = market(informed, open, unsubscribed);
    simulator.run(Markets.OPEN + 120 * Markets.SECOND);
    assertTrue(open.heardNanos.size() > 4, "news: " + open.heardNanos);
    assertEquals(open.releasedNanos, open.heardNanos);
    assertEquals(simulator.market().news().count(), open.heardNanos.size());
    assertEquals(open.releasedNanos, informed.releasedNanos.subList(0, open.releasedNanos.size()));
    for (int i = 0; i < informed.heardNanos.size(); i++) {
      long early = Math.max(Markets.OPEN, informed.releasedNanos.get(i) - LEAD);
      assertEquals(early, informed.heardNanos.get(i));
    }
    assertEquals(List.of(), unsubscribed.heardNanos);
    assertEquals(open.values, informed.values);
    assertEquals(open.values, open.foreseen);
    assertEquals(
        informed.values.subList(5, 121), informed.foreseen.subList(0, 116), "five seconds ahead");
    assertNotEquals(informed.values.get(5), informed.values.get(0));
    assertEquals(unsubscribed.published.getLast(), (long) open.heardNanos.size());
  }

  @Test
  void aRestoredMarketGoesOnWithTheSameNews() {
    Listener first = new Listener(LEAD, true);
    Simulator whole = market(first);
    whole.run(Markets.OPEN + 60 * Markets.SECOND);
    StateWriter out = new StateWriter();
    whole.save(out);
    Listener second = new Listener(LEAD, true);
    Simulator restored = market(second);
    restored.load(new StateReader(out.buffer(), 0, out.size()));
    first.heardNanos.clear();
    first.values.clear();
    whole.run(Markets.OPEN + 180 * Markets.SECOND);
    restored.run(Markets.OPEN + 180 * Markets.SECOND);
    assertTrue(!first.heardNanos.isEmpty());
    assertEquals(first.heardNanos, second.heardNanos);
    assertEquals(first.values, second.values);
    StateWriter again = new StateWriter();
    restored.save(again);
    out.clear();
    whole.save(out);
    assertArrayEquals(out.toByteArray(), again.toByteArray());
  }

  /** Beyond the opening nothing is known before its end; then all agree again. */
  @Test
  void foresightEndsWhereTheOpeningEnds() {
    Listener informed = new Listener(LEAD, true);
    Listener open = new Listener(0, true);
    Simulator simulator = builder(informed, open).warmup(60 * Markets.SECOND).build();
    long end = Markets.OPEN + 60 * Markets.SECOND;
    for (long seed = 0; seed < 30; seed++) {
      for (Listener any : new Listener[] {informed, open}) {
        any.heardNanos.clear();
        any.releasedNanos.clear();
        any.values.clear();
        any.foreseen.clear();
      }
      simulator.reset(seed, 0);
      simulator.run(end + 60 * Markets.SECOND);
      assertEquals(open.values, informed.values);
      assertEquals(informed.values.subList(5, 60), informed.foreseen.subList(0, 55));
      assertEquals(informed.values.subList(65, 121), informed.foreseen.subList(60, 116));
      assertEquals(
          open.releasedNanos, informed.releasedNanos.subList(0, open.releasedNanos.size()));
      for (int i = 0; i < informed.heardNanos.size(); i++) {
        long release = informed.releasedNanos.get(i);
        long earliest = release >= end ? end : Markets.OPEN;
        assertEquals(Math.max(earliest, release - LEAD), informed.heardNanos.get(i));
      }
    }
  }

  @Test
  void nobodySeesThePast() {
    InvalidInputException refused =
        assertThrows(InvalidInputException.class, () -> market(new Listener(-1, false)));
    assertEquals("l0.foresight", refused.field());
  }
}
