package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.gym.EnvironmentFactory;
import io.quanttradinggym.gym.trader.Decider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Plays many episodes on several threads. Which thread plays an episode has no influence on it:
 * each begins from its seed, and its result has a place of its own.
 */
final class EpisodeCrew implements AutoCloseable {
  private final List<EpisodePlayer> players = new ArrayList<>();
  private final ExecutorService threads;

  EpisodeCrew(EnvironmentFactory environments, int threadCount) {
    for (int i = 0; i < threadCount; i++) {
      players.add(new EpisodePlayer(environments));
    }
    threads =
        Executors.newFixedThreadPool(
            threadCount, Thread.ofPlatform().daemon().name("evaluator-", 0).factory());
  }

  /**
   * Plays episodes {@code firstSeed}, {@code firstSeed + 1} and so on.
   *
   * @param deciders makes one for each thread
   * @param afterEpisode called after each episode, one call at a time
   */
  EpisodeResults play(
      Supplier<Decider> deciders, long firstSeed, int episodes, Runnable afterEpisode) {
    EpisodeResults results = new EpisodeResults(episodes);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (EpisodePlayer player : players) {
      running.add(
          threads.submit(() -> {
            try (Decider decider = deciders.get()) {
              for (int i = next.getAndIncrement(); i < episodes; i = next.getAndIncrement()) {
                player.play(decider, firstSeed + i, results, i);
                synchronized (results) {
                  afterEpisode.run();
                }
              }
            } finally {
              next.set(episodes);
            }
          }));
    }
    running.forEach(EpisodeCrew::await);
    return results;
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while episodes were running", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
