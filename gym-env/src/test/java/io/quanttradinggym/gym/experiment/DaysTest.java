package io.quanttradinggym.gym.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DaysTest {
  private final SimulationFactory factory =
      new SimulationFactory(new Scenarios().named("market-making", "{}"), PolicyResolver.NONE);

  @Test
  void daysComeInTheOrderOfTheirSeeds() {
    Days days = new Days(ExperimentListener.NONE, 3);
    assertEquals(
        List.of(7L, 8L, 9L),
        days.play(factory, new DaysSettings(7, 3, ""), (market, seed) -> seed));
  }

  @Test
  void aFailureComesOutWhenNobodyPlaysAnyMore() {
    AtomicInteger playing = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      Days days = new Days(ExperimentListener.NONE, 40);
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class,
              () ->
                  days.play(
                      factory, new DaysSettings(0, 40, ""), (market, seed) -> play(playing, seed)));
      assertEquals("unlucky", failure.getMessage());
      assertEquals(0, playing.get(), "days that are still played");
    }
  }

  @Test
  void noDayBeginsAfterACancellation() {
    Listening listener = new Listening(2);
    AtomicInteger played = new AtomicInteger();
    Days days = new Days(listener, 1000);
    assertThrows(
        CancellationException.class,
        () ->
            days.play(
                factory,
                new DaysSettings(0, 1000, ""),
                (market, seed) -> played.incrementAndGet()));
    assertTrue(played.get() <= 2, played::toString);
  }

  private static long play(AtomicInteger playing, long seed) {
    playing.incrementAndGet();
    try {
      Thread.sleep(seed == 0 ? 2 : 20); // as native code that nothing interrupts
      if (seed == 0) {
        throw new IllegalStateException("unlucky");
      }
      return seed;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      playing.decrementAndGet();
    }
  }
}
