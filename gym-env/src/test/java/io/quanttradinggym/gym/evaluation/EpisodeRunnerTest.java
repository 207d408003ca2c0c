package io.quanttradinggym.gym.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.PolicyFactory;
import io.quanttradinggym.gym.api.SeatContext;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.policy.Models;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class EpisodeRunnerTest {
  private CountDownLatch busy = new CountDownLatch(1);
  private final AtomicInteger open = new AtomicInteger();

  private EpisodeRunner runner() {
    return new EpisodeRunner(
        new OrderBookFactory(Models.scenario(""), EnvironmentOptions.defaults()), 2, () -> {});
  }

  /** One decision in four hours of a busy market. */
  @Timeout(60)
  @Test
  void nobodyWaitsForTheEndOfALongEpisodeThatIsNotWanted() {
    Scenario scenario =
        Models.scenario(
            """
            {"population": [{"type": "market-maker", "count": 3},
              {"type": "noise", "count": 100, "mean_interval": "1ms"}],
             "session": {"warmup": "0s"},
             "episode": {"start": "100ms", "duration": "4h", "decision_interval": "4h"}}
            """);
    Runnable unwanted =
        () -> {
          throw new CancellationException("nobody wants it");
        };
    OrderBookFactory environments = new OrderBookFactory(scenario, EnvironmentOptions.defaults());
    Supplier<Policy<SeatContext>> idle = () -> seat -> seat.act(new float[1], 0);
    try (EpisodeRunner runner = new EpisodeRunner(environments, 2, unwanted)) {
      assertThrows(CancellationException.class, () -> runner.play(bound(idle), 1, 100, () -> {}));
    }
  }

  /**
   * The first player that decides fails as soon as the other one is in the middle of a decision.
   */
  private final class Unlucky implements Policy<SeatContext> {
    private final boolean fails = open.getAndIncrement() == 0;

    @Override
    public void decide(SeatContext seat) {
      try {
        if (fails) {
          busy.await();
          throw new IllegalArgumentException("unlucky");
        }
        busy.countDown();
        Thread.sleep(20); // as native code that nothing interrupts
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  @Test
  @Tag("slow")
  void aFailureComesOutWhenNobodyPlaysAnyMore() {
    try (EpisodeRunner runner = runner()) {
      for (int i = 0; i < 20; i++) { // either thread may be the unlucky one
        busy = new CountDownLatch(1);
        IllegalArgumentException failure =
            assertThrows(
                IllegalArgumentException.class,
                () -> runner.play(bound(Unlucky::new), 1, 100, () -> {}));
        assertEquals("unlucky", failure.getMessage());
        assertEquals(0, open.get(), "deciders in use");
      }
    }
  }

  @Test
  void anInterruptionEndsThePlayOnlyWhenNobodyPlaysAnyMore() throws InterruptedException {
    AtomicBoolean thrown = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try (EpisodeRunner runner = runner()) {
                runner.play(bound(Waiting::new), 1, 1_000_000, () -> {});
              } catch (IllegalStateException e) {
                thrown.set(open.get() == 0 && Thread.currentThread().isInterrupted());
              }
            });
    busy.await();
    caller.interrupt();
    caller.join();
    assertTrue(thrown.get());
  }

  private static PolicyFactory bound(Supplier<Policy<SeatContext>> policies) {
    return (environment, seat) -> new BoundPolicy<>(policies.get(), environment.seat(seat));
  }

  private final class Waiting implements Policy<SeatContext> {
    Waiting() {
      open.incrementAndGet();
    }

    @Override
    public void decide(SeatContext seat) {
      busy.countDown();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
