package io.quanttradinggym.grpc.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.grpc.scenario.Scenarios;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DaysTest {
  private final Console console = new Console(nowhere(), nowhere());
  private final SimulationFactory factory =
      new SimulationFactory(new Scenarios().named("market-making", "{}"), PolicyResolver.NONE);

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  @Test
  void daysComeInTheOrderOfTheirSeeds() {
    assertEquals(
        List.of(7L, 8L, 9L), new Days(console, 3).play(factory, 7, 3, (market, seed) -> seed));
  }

  @Test
  void aFailureComesOutWhenNobodyPlaysAnyMore() {
    AtomicInteger playing = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class,
              () ->
                  new Days(console, 40)
                      .play(factory, 0, 40, (market, seed) -> play(playing, seed)));
      assertEquals("unlucky", failure.getMessage());
      assertEquals(0, playing.get(), "days that are still played");
    }
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
