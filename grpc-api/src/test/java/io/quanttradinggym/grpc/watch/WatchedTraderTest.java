package io.quanttradinggym.grpc.watch;

import static io.quanttradinggym.grpc.watch.Watched.OPEN;
import static io.quanttradinggym.grpc.watch.Watched.SECOND;
import static io.quanttradinggym.grpc.watch.Watched.SEED;
import static io.quanttradinggym.grpc.watch.Watched.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.TraderDescription;
import io.quanttradinggym.grpc.v1.TraderFrame;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.rollout.Rollout;
import io.quanttradinggym.gym.rollout.RolloutCollector;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchedTraderTest {
  private static Entrant entrant(String baseline) {
    return new Entrant.HandWritten(Watched.scenario().market().baseline(baseline));
  }

  private static Rollout evaluated(Entrant entrant) {
    EnvironmentOptions options = new EnvironmentOptions(PolicyResolver.NONE, 0, new WarmupCache(0));
    List<Rollout> episodes = new ArrayList<>();
    new RolloutCollector(Watched.scenario().environments(options), entrant, () -> {})
        .collect(SEED, 1, episodes::add);
    return episodes.getFirst();
  }

  @Test
  void theWatchedEpisodeIsTheEvaluatedOne() {
    Entrant entrant = entrant("fixed-half-spread-2");
    Rollout episode = evaluated(entrant);
    try (Watched market = new Watched(command(0).setPaused(true), entrant)) {
      TraderDescription trader = market.loop.describe().getTrader();
      assertEquals("fixed-half-spread-2", trader.getPolicy());
      int steps = trader.getSpec().getStepsPerEpisode();
      assertEquals(steps, episode.steps());
      long interval = trader.getSpec().getDecisionIntervalNanos();
      long end = trader.getStartNanos() + steps * interval;
      market.loop.advance((int) ((end - OPEN) / SECOND));
      MarketFrame frame = market.frameAt((end - OPEN) / SECOND);
      TraderFrame shown = frame.getTrader();
      assertEquals(Digest.format(episode.digest()), frame.getDigest());
      assertTrue(shown.getFinished());
      assertEquals(steps, shown.getDecisions());
      assertEquals(episode.episodeReturn(), shown.getEpisodeReturn());
      assertEquals(episode.rewards()[steps - 1], shown.getReward());
      assertEquals(episode.equity()[steps - 1], shown.getEquity(), 1e-6);
      assertEquals(episode.position()[steps - 1], shown.getPositionLots());
      assertEquals("trader", frame.getGroups(frame.getGroupsCount() - 1).getName());
      assertEquals(shown.getPnl(), frame.getGroups(frame.getGroupsCount() - 1).getPnl());
    }
  }

  @Test
  void itsOrdersFillsAndObservationAreShown() {
    try (Watched market = new Watched(command(0).setPaused(true), entrant("fixed-half-spread-2"))) {
      assertEquals(0, market.frame().getTrader().getObservationCount(), "no decision yet");
      market.loop.advance(300);
      TraderFrame shown = market.frameAt(300).getTrader();
      assertFalse(shown.getFinished());
      assertEquals(
          market.loop.describe().getTrader().getSpec().getObservation().getFieldsCount(),
          shown.getObservationCount());
      assertTrue(shown.getOrdersCount() > 0);
      assertEquals(0, shown.getActionCount(), "the baseline sends its orders without an action");
      long position = 0;
      long time = Long.MAX_VALUE;
      for (var fill : shown.getFillsList()) {
        position += (fill.getBuy() ? 1 : -1) * fill.getQuantityLots();
        assertTrue(fill.getTimeNanos() <= time, "newest first");
        time = fill.getTimeNanos();
      }
      assertTrue(shown.getFillsCount() > 0);
      assertEquals(position, shown.getPositionLots());
      market.loop.focus(1);
      assertEquals(0, market.frame().getTrader().getFillsCount());
    }
  }

  @Test
  void anActionIsShown() {
    try (Watched market = new Watched(command(0).setPaused(true), entrant("random"))) {
      assertEquals(0, market.frame().getTrader().getActionCount());
      market.loop.advance(300);
      assertEquals(1, market.frameAt(300).getTrader().getActionCount());
    }
  }

  @Test
  void withoutAPolicyThereIsNoTrader() {
    try (Watched market = Watched.paused()) {
      assertFalse(market.loop.describe().hasTrader());
      assertFalse(market.frame().hasTrader());
    }
  }

  @Test
  void aBaselineThatNeedsTuningIsRefused() {
    Entrant tuned = entrant("best-fixed-half-spread");
    assertThrows(InvalidInputException.class, () -> new Watched(command(0).setPaused(true), tuned));
  }
}
