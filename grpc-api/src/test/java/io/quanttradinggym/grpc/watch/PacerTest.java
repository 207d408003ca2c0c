package io.quanttradinggym.grpc.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.error.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PacerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;

  @ParameterizedTest
  @ValueSource(doubles = {1, 10, 100, 333})
  void thereAreAsManyStepsInASecondAsWereAskedFor(double stepsPerSecond) {
    Pacer pacer = new Pacer(stepsPerSecond, 0);
    int steps = 0;
    for (long now = 0; now <= 10 * SECOND; now += MILLISECOND) {
      while (pacer.waitNanos(now) <= 0) {
        pacer.stepped(now);
        steps++;
      }
    }
    assertEquals(10 * stepsPerSecond, steps, 1);
    assertEquals(stepsPerSecond, pacer.reached(), 0.01 * stepsPerSecond + 2);
  }

  @Test
  void whatWasMissedIsNotMadeUpFor() {
    Pacer pacer = new Pacer(10, 0);
    pacer.stepped(60 * SECOND);
    assertTrue(pacer.waitNanos(60 * SECOND) <= 0, "the next one may come at once");
    pacer.stepped(60 * SECOND);
    assertEquals(SECOND / 10, pacer.waitNanos(60 * SECOND), "and then it is as ever");
  }

  @Test
  void aShortDelayIsMadeUpFor() {
    Pacer pacer = new Pacer(100, 0);
    pacer.stepped(60 * MILLISECOND);
    assertEquals(-40 * MILLISECOND, pacer.waitNanos(60 * MILLISECOND));
  }

  @Test
  void zeroIsWithoutWaiting() {
    Pacer pacer = new Pacer(0, 5);
    for (int i = 0; i < 1000; i++) {
      assertTrue(pacer.waitNanos(5 + i) <= 0);
      pacer.stepped(5 + i);
    }
  }

  @Test
  void anotherSpeedHoldsFromNowOn() {
    Pacer pacer = new Pacer(1, 0);
    pacer.set(100, 500 * MILLISECOND);
    assertEquals(10 * MILLISECOND, pacer.waitNanos(500 * MILLISECOND));
    assertEquals(100, pacer.stepsPerSecond());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.001, 10_001, Double.NaN, Double.POSITIVE_INFINITY})
  void otherSpeedsAreRefused(double stepsPerSecond) {
    var refused =
        assertThrows(ProblemException.class, () -> new Pacer(stepsPerSecond, 0)).problem();
    assertEquals("steps_per_second", refused.field());
    assertTrue(refused.allowed().contains("10000"), refused.allowed());
  }
}
