package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.orderbook.ExtraParticipant;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.LatencyModel;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In every scenario, somebody who does nothing makes no difference to anybody else. */
@Tag("slow")
final class IdleAgentTest {
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();
  private static final long QUARTER = 900_000_000_000L;
  private static final long SEED = 11;

  static Set<String> scenarios() {
    return Catalogue.load().texts().keySet();
  }

  /** Wakes, draws random numbers, and never trades. */
  private record Idler() implements Agent {
    @Override
    public void onStart(AgentContext context) {
      onWake(context);
    }

    @Override
    public void onWake(AgentContext context) {
      long pause = 1 + context.random().nextExponentialNanos(1e9);
      context.wakeAt(context.market().timeNanos() + pause);
    }
  }

  /** What everybody does and gets, by name and time. */
  private static final class Diary implements SimulationHook {
    private final Simulator market;
    private long hash;
    private long entries;

    Diary(Simulator market) {
      this.market = market;
    }

    private void note(int participant, long... what) {
      entries++;
      hash = 31 * hash + market.name(participant).hashCode();
      hash = 31 * hash + market.timeNanos();
      for (long each : what) {
        hash = 31 * hash + each;
      }
    }

    @Override
    public void onAccepted(
        int instrument,
        long orderId,
        int participant,
        Side side,
        int priceTicks,
        long quantityLots) {
      note(participant, instrument, orderId, side.sign(), priceTicks, quantityLots);
    }

    @Override
    public void onTrade(Trade trade) {
      note(
          trade.restingOwner(),
          trade.instrument(),
          trade.restingOrderId(),
          trade.priceTicks(),
          trade.quantityLots());
      note(
          trade.incomingOwner(),
          trade.instrument(),
          trade.incomingOrderId(),
          trade.priceTicks(),
          trade.quantityLots());
    }

    @Override
    public void onCancelled(
        int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {
      note(participant, instrument, orderId, remainingLots);
    }
  }

  private static Simulator played(Scenario scenario, long seed, List<ExtraParticipant> extras) {
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create(extras);
    market.reset(seed, 0);
    market.run(market.market().openNanos() + QUARTER);
    return market;
  }

  private static Diary diary(Scenario scenario, long seed) {
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    Diary diary = new Diary(market);
    market.addHook(diary);
    market.reset(seed, 0);
    market.run(market.market().openNanos() + QUARTER);
    assertTrue(diary.entries > 1_000, "entries: " + diary.entries);
    return diary;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void besideThePopulation(String name) {
    Scenario scenario = LOADER.load(Catalogue.load().text(name));
    Simulator alone = played(scenario, SEED, List.of());
    ExtraParticipant idler =
        new ExtraParticipant("idler", LatencyModel.constant(0), new Idler(), 0);
    Simulator together = played(scenario, SEED, List.of(idler));
    assertEquals(alone.digest(), together.digest());
    assertEquals(alone.orderEvents(), together.orderEvents());
    assertTrue(together.events() > alone.events(), "it has never woken");
    assertNotEquals(alone.digest(), played(scenario, SEED + 1, List.of()).digest());
  }

  /** Everybody's index in accounts and books is then another. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void beforeThePopulation(String name) {
    String yaml = Catalogue.load().text(name);
    Scenario scenario = LOADER.load(yaml);
    List<Object> population = new ArrayList<>();
    population.add(Map.of("type", "news-reactive", "name", "idler", "threshold", 1));
    population.addAll((List<?>) scenario.effective().get("population"));
    Scenario longer =
        LOADER.load(Documents.parseYaml(yaml, "scenario"), Map.of("population", population));
    Diary alone = diary(scenario, SEED);
    Diary together = diary(longer, SEED);
    assertEquals(alone.market.participants() + 1, together.market.participants());
    assertEquals(alone.entries, together.entries);
    assertEquals(alone.hash, together.hash);
    assertNotEquals(alone.hash, diary(scenario, SEED + 1).hash);
  }
}
