package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.orderbook.Envs;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.orderbook.SensesTest;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Snapshots with a valid checksum and a forged state: each is rejected, or the environment
 * continues normally. None hangs, takes much memory, or fails later.
 */
final class ForgedSnapshotTest {
  private static final int FEW = 30;
  private static final int MANY = 400; // of each of six scenarios: 2,400
  private static final int STEPS_BEFORE = 15;
  private static final int STEPS_AFTER = 20;
  private static final int HANG_SECONDS = 20;

  /** News, borrowing, indicators and every strategy, on three instruments, soon after the open. */
  private static final String SHORT =
      "{\"session\":{\"warmup\":\"10s\"},\"episode\":{\"start\":\"10s\",\"duration\":\"5m\"}}";

  /** A scenario with overrides that shorten it. */
  record Market(String name, String overrides) {
    OrderBookFactory factory() {
      return new OrderBookFactory(Envs.scenario(name, overrides), EnvironmentOptions.defaults());
    }
  }

  static List<Market> markets() {
    return List.of(
        new Market("market-making", ""),
        new Market("order-execution", ""),
        new Market("rmsc04", "{\"episode\":{\"start\":\"2m\"}}"),
        new Market("three-shares", SHORT),
        new Market("three-shares", SensesTest.ALL),
        new Market("liquid-large-cap", "{\"episode\":{\"start\":\"2m\",\"duration\":\"5m\"}}"));
  }

  @ParameterizedTest
  @MethodSource("markets")
  void aForgedStateIsRefusedOrGoesOn(Market market) throws InterruptedException {
    play(market, FEW, 1);
  }

  @ParameterizedTest
  @MethodSource("markets")
  @Tag("long")
  void twentyFourHundredForgedStatesAreRefusedOrGoOn(Market market) throws InterruptedException {
    play(market, MANY, 2);
  }

  private static void play(Market market, int count, long seed) throws InterruptedException {
    OrderBookFactory factory = market.factory();
    OrderBookEnvironment environment = factory.create();
    environment.reset(7);
    byte[] snapshot = step(environment, STEPS_BEFORE, true);
    List<String> failures = new ArrayList<>();
    RandomStream random = new RandomStream("forged-snapshots");
    for (int i = 0; i < count; i++) {
      random.seed(seed, i);
      byte[] forged = SnapshotForger.forge(snapshot, random);
      String failure = restore(factory, forged);
      if (failure != null) {
        failures.add("snapshot %d: %s".formatted(i, failure));
        assertFalse(failure.startsWith("hangs"), failures::toString); // each takes a core
      }
    }
    assertEquals(List.of(), failures);
  }

  private static byte[] step(OrderBookEnvironment environment, int steps, boolean save) {
    Envs.Actions actions = new Envs.Actions(environment.spec(), 3);
    float[] observation = new float[environment.spec().seat().observation().size()];
    for (int i = 0; i < steps && environment.isRunning(); i++) {
      environment.step(actions.next(), 0);
      environment.observe(observation, 0);
    }
    return save ? environment.snapshot() : new byte[0];
  }

  /** Null if there is no failure. */
  private static @Nullable String restore(OrderBookFactory factory, byte[] forged)
      throws InterruptedException {
    List<String> failures = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                OrderBookEnvironment environment = factory.create();
                try {
                  environment.restore(forged);
                } catch (InvalidInputException e) {
                  if (!"snapshot".equals(e.field())) {
                    failures.add("refused as " + e.field());
                  }
                  return;
                }
                step(environment, STEPS_AFTER, true);
              } catch (Throwable e) {
                failures.add(e + " at " + place(e.getStackTrace()));
              }
            });
    thread.join(TimeUnit.SECONDS.toMillis(HANG_SECONDS));
    if (thread.isAlive()) {
      return "hangs at " + place(thread.getStackTrace());
    }
    return failures.isEmpty() ? null : failures.getFirst();
  }

  private static String place(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .filter(frame -> frame.getClassName().startsWith("io.quanttradinggym"))
        .limit(6)
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
        .toList()
        .toString();
  }

  @Test
  void anUntouchedSnapshotGoesOnAsBefore() {
    for (Market market : markets()) {
      OrderBookFactory factory = market.factory();
      OrderBookEnvironment environment = factory.create();
      environment.reset(7);
      byte[] snapshot = step(environment, STEPS_BEFORE, true);
      OrderBookEnvironment other = factory.create();
      other.restore(snapshot);
      assertArrayEquals(
          step(environment, STEPS_AFTER, true), step(other, STEPS_AFTER, true), market.name());
    }
  }
}
