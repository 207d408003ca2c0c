package io.quanttradinggym.sim.fundamental;

import static io.quanttradinggym.sim.fundamental.Economies.CLOSE;
import static io.quanttradinggym.sim.fundamental.Economies.OPEN;
import static io.quanttradinggym.sim.fundamental.Economies.SECOND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.kit.Allocation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every fair value process, with and without news. */
final class FundamentalContractTest {
  private static final long MIDDLE = OPEN + 1_800 * SECOND;

  static Stream<String> types() {
    return Plugins.load(FundamentalType.class).all().keySet().stream();
  }

  private static FundamentalPath path(String type, long seed) {
    FundamentalPath path = unstarted(type);
    path.seed(seed, 0);
    path.start(OPEN);
    return path;
  }

  private static FundamentalPath unstarted(String type) {
    Map<String, ?> parameters =
        type.equals("historical") ? Map.of("values", List.of(10, 11, 9)) : Map.of();
    return Economies.path(
        Economies.process(type, 0, parameters),
        0,
        Economies.source("earnings-surprise", "e", Map.of("rate", 200)),
        Economies.source("guidance-change", "g", Map.of("rate", 20)),
        Economies.source("rate-decision", "r", Map.of("minutes", List.of(10, 40.5))),
        Economies.source("sector-news", "s", Map.of("rate", 100)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void thePathDoesNotDependOnWhoLooks(String type) {
    FundamentalPath watched = path(type, 1);
    for (long time = OPEN; time < MIDDLE; time += SECOND / 7) {
      assertTrue(watched.valueTicks(time) >= 1);
    }
    FundamentalPath unwatched = path(type, 1);
    assertEquals(unwatched.valueTicks(MIDDLE), watched.valueTicks(MIDDLE));
    assertArrayEquals(Economies.state(unwatched), Economies.state(watched));
    assertNotEquals(watched.valueTicks(MIDDLE), path(type, 2).valueTicks(MIDDLE));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aRestoredPathGoesOnAsItWould(String type) {
    FundamentalPath path = path(type, 3);
    for (long time = SECOND / 3; time < MIDDLE - OPEN; time *= 3) {
      path.valueTicks(OPEN + time);
      FundamentalPath restored = unstarted(type);
      byte[] state = Economies.state(path);
      Economies.restore(restored, state);
      assertArrayEquals(state, Economies.state(restored));
      for (long later = time; later < 2 * time; later += time / 5 + 1) {
        assertEquals(path.valueTicks(OPEN + later), restored.valueTicks(OPEN + later));
      }
    }
  }

  /** What is seeded anew in the middle agrees with others that are seeded there. */
  @ParameterizedTest
  @MethodSource("types")
  void newSeedsLeaveThePathSoFarAsItIs(String type) {
    FundamentalPath path = path(type, 5);
    FundamentalPath twin = path(type, 5);
    double before = path.valueTicks(MIDDLE);
    twin.valueTicks(MIDDLE);
    path.seed(6, 0);
    twin.seed(6, 0);
    assertEquals(before, path.valueTicks(MIDDLE));
    assertEquals(path.valueTicks(CLOSE), twin.valueTicks(CLOSE));
  }

  @ParameterizedTest
  @MethodSource("types")
  void lookingAllocatesNothing(String type) {
    FundamentalPath path = path(type, 7);
    assertTrue(sum(path, OPEN, MIDDLE) > 0);
    long allocated = Allocation.bytes(() -> sum(path, MIDDLE, MIDDLE + 600 * SECOND));
    assertTrue(allocated < 1_000, type + " allocated " + allocated);
  }

  private static double sum(FundamentalPath path, long fromNanos, long toNanos) {
    double sum = 0;
    for (long time = fromNanos; time < toNanos; time += SECOND / 20) {
      sum += path.valueTicks(time);
    }
    return sum;
  }
}
