package io.quanttradinggym.gym.evaluation;

import io.quanttradinggym.gym.api.PolicyFactory;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays many episodes on several threads. The assignment of episodes to threads does not affect
 * results: each episode starts from its seed and has its own result element.
 */
final class EpisodeRunner implements AutoCloseable {
  private final List<EpisodePlayer> players = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * @param checkWanted called often, from any thread; an exception aborts all episodes
   */
  EpisodeRunner(EnvironmentFactory environments, int threadCount, Runnable checkWanted) {
    for (int i = 0; i < threadCount; i++) {
      players.add(new EpisodePlayer(environments.create(), checkWanted));
    }
    threads =
        Executors.newFixedThreadPool(
            threadCount, Thread.ofPlatform().daemon().name("evaluator-", 0).factory());
  }

  /** Creates the policies once to detect invalid ones. */
  void check(PolicyFactory factory) {
    new SeatPolicies(players.getFirst().environment(), factory).close();
  }

  /**
   * Plays episodes {@code firstSeed}, {@code firstSeed + 1} and so on. Rethrows a failure after all
   * threads have stopped, so that the caller can free the resources of the policies, including
   * native memory.
   *
   * @param factory creates the policies of each thread
   * @param afterEpisode called after each episode, one call at a time
   */
  EpisodeResults play(PolicyFactory factory, long firstSeed, int episodes, Runnable afterEpisode) {
    EpisodeResults results = new EpisodeResults(episodes);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (EpisodePlayer player : players) {
      running.add(
          threads.submit(() -> {
            try (SeatPolicies policies = new SeatPolicies(player.environment(), factory)) {
              for (int i = next.getAndIncrement(); i < episodes; i = next.getAndIncrement()) {
                player.play(policies, firstSeed + i, results, i);
                synchronized (results) {
                  afterEpisode.run();
                }
              }
            } finally {
              next.set(episodes);
            }
          }));
    }
    boolean interrupted = false;
    for (Future<?> player : running) {
      while (!await(player)) {
        interrupted = true;
        next.set(episodes);
      }
    }
    running.forEach(EpisodeRunner::rethrow);
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while episodes were running");
    }
    return results;
  }

  /** Waits for a player to finish; returns false if the thread was interrupted first. */
  private static boolean await(Future<?> player) {
    try {
      player.get();
    } catch (InterruptedException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // rethrown when all players have finished
    }
    return true;
  }

  private static void rethrow(Future<?> player) {
    if (player.state() == Future.State.FAILED) {
      switch (player.exceptionNow()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case Throwable failure -> throw new IllegalStateException(failure);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
