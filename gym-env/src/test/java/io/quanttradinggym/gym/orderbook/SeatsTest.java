package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.StepBuffers;
import io.quanttradinggym.gym.api.VectorEnvironment;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.trader.WorkingOrders;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TradingPhase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two traders in one market, each with a seat of its own. */
final class SeatsTest {
  private static final String SHORT = "{\"episode\": {\"duration\": \"20s\"}}";
  private static final OrderBookFactory FACTORY =
      new OrderBookFactory(Envs.scenario("market-making", SHORT), EnvironmentOptions.defaults())
          .withSeats(2);
  private static final int D = FACTORY.spec().observationSize();
  private static final int WIDE = 3; // quotes of both sides, far from the mid

  private static float[] observation(OrderBookEnvironment env) {
    float[] rows = new float[2 * D];
    env.observe(rows, 0);
    return rows;
  }

  @Test
  void theSpecificationNamesEverySeat() {
    assertEquals(2, FACTORY.spec().seats().size());
    assertEquals("trader-0", FACTORY.spec().seats().get(0).name());
    assertEquals("trader-1", FACTORY.spec().seats().get(1).name());
    assertEquals(
        FACTORY.spec().seats().get(0).observation(), FACTORY.spec().seats().get(1).observation());
  }

  @Test
  void bothDecideAtTheSameTimeAndSeeTheSameMarket() {
    OrderBookEnvironment env = FACTORY.create();
    env.reset(3);
    assertTrue(env.isDue(0) && env.isDue(1));
    float[] rows = observation(env);
    assertArrayEquals(Arrays.copyOf(rows, D), Arrays.copyOfRange(rows, D, 2 * D));
    long time = env.simulator().timeNanos();
    env.step(new float[] {WIDE, 0}, 0);
    assertTrue(env.isDue(0) && env.isDue(1));
    assertEquals(time + FACTORY.spec().seat().decisionIntervalNanos(), env.simulator().timeNanos());
    assertNotEquals(env.trader(0).ordersDigest(), env.trader(1).ordersDigest());
  }

  /** Rewards and figures are of the seat that earned them. */
  @Test
  void eachSeatIsPaidForItsOwnDecisions() {
    OrderBookEnvironment env = FACTORY.create();
    env.reset(3);
    double[] sums = new double[2];
    EpisodeInfo info = new EpisodeInfo(env.spec());
    while (env.isRunning()) {
      env.step(new float[] {0, WIDE}, 0);
      sums[0] += env.reward(0);
      sums[1] += env.reward(1);
    }
    for (int seat = 0; seat < 2; seat++) {
      assertTrue(env.isTerminated(seat));
      assertFalse(env.isDue(seat));
      env.info(seat, info);
      assertEquals(sums[seat], info.episodeReturn, 1e-9);
      assertEquals(20, info.episodeLength);
      assertEquals(env.trader(seat).pnlMicros(), info.pnlMicros);
    }
    assertNotEquals(env.trader(0).tradedLots(0), env.trader(1).tradedLots(0));
  }

  @Test
  void anInfoHoldsThePhaseAndTheOwnQuotesOfItsSeat() {
    OrderBookEnvironment env = FACTORY.create();
    env.reset(3);
    EpisodeInfo info = new EpisodeInfo(env.spec());
    int quoted = 0;
    while (env.isRunning()) {
      for (int seat = 0; seat < 2; seat++) {
        env.info(seat, info);
        assertEquals(TradingPhase.CONTINUOUS.code(), info.phase);
        assertEquals(env.simulator().digest(), info.digest);
        assertEquals(bestTicks(env, seat, Side.BUY), info.ownBidTicks[0]);
        assertEquals(bestTicks(env, seat, Side.SELL), info.ownAskTicks[0]);
        quoted += info.ownBidTicks[0] < info.ownAskTicks[0] ? 1 : 0;
      }
      env.step(new float[] {0, WIDE}, 0);
    }
    assertTrue(quoted > 0);
  }

  private static double bestTicks(OrderBookEnvironment env, int seat, Side side) {
    WorkingOrders own = env.trader(seat).orders();
    int best = own.best(0, side);
    return best < 0 ? Double.NaN : own.priceTicks(best);
  }

  @Test
  void anInfoTellsTheCallOfAnAuction() {
    String longCall = "{\"session\": {\"opening_auction\": \"3h\"}}";
    OrderBookEnvironment env =
        new OrderBookFactory(
                Envs.scenario("market-making", longCall), EnvironmentOptions.defaults())
            .create();
    env.reset(3);
    EpisodeInfo info = new EpisodeInfo(env.spec());
    env.info(0, info);
    assertEquals(TradingPhase.AUCTION_CALL.code(), info.phase);
  }

  @Test
  void snapshotsAndForksHoldBothSeats() {
    OrderBookEnvironment env = FACTORY.create();
    env.reset(5);
    env.step(new float[] {1, 2}, 0);
    byte[] snapshot = env.snapshot();
    OrderBookEnvironment restored = FACTORY.create();
    restored.restore(snapshot);
    OrderBookEnvironment fork = FACTORY.create();
    env.copyTo(fork);
    List<float[]> rows = new ArrayList<>();
    for (OrderBookEnvironment each : List.of(env, restored, fork)) {
      for (int step = 0; step < 5; step++) {
        each.step(new float[] {step, WIDE}, 0);
      }
      rows.add(observation(each));
    }
    assertArrayEquals(rows.get(0), rows.get(1));
    assertArrayEquals(rows.get(0), rows.get(2));
    assertArrayEquals(env.snapshot(), restored.snapshot());
  }

  @Test
  void vectorsHaveARowForEachSeat() {
    try (VectorEnvironment envs = FACTORY.createVector(3, AutoresetMode.SAME_STEP, 2, () -> 1L)) {
      StepBuffers out = envs.newBuffers();
      envs.reset(new long[] {1, 2, 3}, null, out);
      assertEquals(3 * 2 * D, out.observations().length);
      assertEquals(6, out.rewards().length);
      assertArrayEquals(new byte[] {1, 1, 1, 1, 1, 1}, out.due());
      while (!out.ended(2)) {
        envs.step(new float[6], out);
      }
      assertArrayEquals(new byte[] {1, 1, 1, 1, 1, 1}, out.terminated());
      assertEquals(3, out.info(2, 1).episodeSeed);
      assertEquals(1, ((OrderBookEnvironment) envs.environment(2)).episodeIndex());
    }
  }

  /** Who is cut off or finished waits for the others. */
  @Test
  void anEndedSeatIsMaskedUntilTheOthersEnd() {
    String tiny = "{\"episode\": {\"duration\": \"60s\", \"bankruptcy_fraction\": 0.999999}}";
    OrderBookFactory factory =
        new OrderBookFactory(Envs.scenario("market-making", tiny), EnvironmentOptions.defaults())
            .withSeats(2);
    OrderBookEnvironment env = factory.create();
    boolean seen = false;
    for (long seed = 0; seed < 40 && !seen; seed++) {
      env.reset(seed);
      while (env.isRunning()) {
        env.step(new float[] {0, env.spec().seats().get(1).action().counts().getFirst() - 1}, 0);
        if (env.isTerminated(0) != env.isTerminated(1)) {
          seen = true;
          int ended = env.isTerminated(0) ? 0 : 1;
          assertFalse(env.isDue(ended));
          assertTrue(env.isDue(1 - ended));
          double sum = env.episodeReturn(ended);
          env.step(new float[2], 0);
          assertEquals(0, env.reward(ended));
          assertEquals(sum, env.episodeReturn(ended));
          break;
        }
      }
    }
    assertTrue(seen, "no seat ended before the other");
  }
}
