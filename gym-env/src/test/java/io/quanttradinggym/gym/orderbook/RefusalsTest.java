package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.view.RefusalReasons;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the exchange and the scheme refuse is counted by reason, and observed. */
final class RefusalsTest {
  private static final int BUY = 0;
  private static final int HOLD = 1;
  private static final int SELL = 2;

  /** No population: every order finds an empty book. */
  private static OrderBookEnvironment env(String more) {
    return env("", "", more);
  }

  private static OrderBookEnvironment env(String population, String session, String more) {
    String overrides =
        """
        {"population": [%s], "session": {"warmup": "0s"%s}, "observation": ["refusals"],
         "episode": {"start": "1s", "duration": "20s", "decision_interval": "1s"},
         "reward": ["pnl"], "trader": {"max_position": 15},
         "action": {"type": "direction", "quantity": 10}%s}
        """
            .formatted(population, session, more);
    return new OrderBookFactory(
            Envs.scenario("market-making", overrides), EnvironmentOptions.defaults())
        .create();
  }

  private static EpisodeInfo info(OrderBookEnvironment env) {
    EpisodeInfo info = new EpisodeInfo(env.spec());
    env.info(0, info);
    return info;
  }

  private static long count(EpisodeInfo info, String reason) {
    return info.refusals[RefusalReasons.NAMES.indexOf(reason)];
  }

  private static void step(OrderBookEnvironment env, float action) {
    env.step(new float[] {action}, 0);
  }

  @Test
  void everyReasonHasAPlace() {
    assertEquals(25, RefusalReasons.NAMES.size());
    assertEquals(RefusalReasons.NAMES.size(), RefusalReasons.NAMES.stream().distinct().count());
    assertEquals("scheme_limit", RefusalReasons.NAMES.get(RefusalReasons.SCHEME_LIMIT));
    assertEquals(RefusalReasons.NAMES, env("").spec().refusalReasons());
  }

  @Test
  void anOrderInAnEmptyBookIsCountedAndObservedOnce() {
    OrderBookEnvironment env = env("");
    env.reset(1);
    step(env, BUY);
    EpisodeInfo info = info(env);
    assertEquals(1, count(info, "market_remainder"));
    assertEquals(1, info.interventions);
    float[] observation = new float[RefusalReasons.NAMES.size()];
    env.observe(observation, 0);
    float[] expected = new float[observation.length];
    expected[RefusalReasons.NAMES.indexOf("market_remainder")] = 1;
    assertArrayEquals(expected, observation);
    step(env, HOLD);
    env.observe(observation, 0);
    assertArrayEquals(new float[observation.length], observation);
    assertEquals(1, info(env).interventions);
  }

  @Test
  void aRefusedShortSaleIsCounted() {
    OrderBookEnvironment env =
        env(
            ", \"instruments\": [{\"symbol\": \"A\", \"shares_outstanding\": 1000, \"borrow\":"
                + " {\"pool\": 5}}]");
    env.reset(1);
    step(env, SELL);
    step(env, SELL);
    EpisodeInfo info = info(env);
    assertEquals(2, count(info, "no_shares_to_borrow"), Arrays.toString(info.refusals));
    assertEquals(2, info.interventions);
    env.reset(2);
    assertEquals(0, info(env).interventions);
  }

  @Test
  void ordersInAnAuctionCallAreCounted() {
    OrderBookEnvironment env = env("", ", \"opening_auction\": \"1m\"", "");
    env.reset(1);
    step(env, BUY);
    step(env, SELL);
    assertEquals(2, count(info(env), "not_in_call"));
  }

  @Test
  void cutsOfTheSchemeAreCounted() {
    OrderBookEnvironment env = env("{\"type\": \"market-maker\", \"count\": 2}", "", "");
    env.reset(1);
    for (int i = 0; i < 10; i++) {
      step(env, BUY);
    }
    EpisodeInfo info = info(env);
    assertTrue(count(info, "scheme_limit") > 0, Arrays.toString(info.refusals));
    assertEquals(Arrays.stream(info.refusals).sum(), info.interventions);
  }

  @Test
  void snapshotsKeepTheCounts() {
    OrderBookEnvironment env = env("");
    env.reset(1);
    step(env, BUY);
    OrderBookEnvironment restored = env("");
    restored.restore(env.snapshot());
    assertArrayEquals(info(env).refusals, info(restored).refusals);
    step(env, BUY);
    step(restored, BUY);
    assertArrayEquals(env.snapshot(), restored.snapshot());
    assertEquals(2, count(info(restored), "market_remainder"));
  }
}
