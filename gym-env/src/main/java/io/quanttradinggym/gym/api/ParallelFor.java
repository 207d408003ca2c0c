package io.quanttradinggym.gym.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered work items on the calling thread and helper threads, and waits for all items that
 * were started. Each thread takes items in order while it has budget left. Helpers spin for a
 * moment before they sleep, because a wake-up costs as much as many steps. The assignment of items
 * to threads does not affect results.
 */
final class ParallelFor implements AutoCloseable {
  /** One numbered work item. */
  interface Work {
    /**
     * Runs an item or a part of it.
     *
     * @param budget at least 1
     * @return remaining budget; with 0 or less, the thread takes no further item
     */
    long run(int index, long budget);
  }

  private static final int SPINS = 2_000;

  private final Thread[] helpers;
  private final Work work;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger round = new AtomicInteger();
  private volatile int count;
  private volatile long budget;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  /**
   * @param threads number of threads, including the calling thread
   */
  ParallelFor(int threads, String name, Work work) {
    this.work = work;
    helpers = new Thread[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = Thread.ofPlatform().daemon().name(name + "-" + i).start(this::help);
    }
  }

  /**
   * Runs items {@code from} to {@code to} - 1 within the budget; rethrows the first failure once
   * all threads have finished.
   *
   * @param budgetOfThread budget of each thread
   */
  @SuppressWarnings("ThreadPriorityCheck") // waits for threads that run, or are about to
  void run(int from, int to, long budgetOfThread) {
    failure = null;
    count = to;
    budget = budgetOfThread;
    next.set(from);
    active.set(helpers.length);
    round.incrementAndGet();
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
    workOff();
    for (int spin = 0; active.get() > 0; spin++) {
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void help() {
    int seen = 0;
    while (true) {
      seen = awaitRound(seen);
      if (closed) {
        return;
      }
      workOff();
      active.decrementAndGet();
    }
  }

  private int awaitRound(int seen) {
    for (int spin = 0; round.get() == seen && !closed; spin++) {
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    return closed ? seen : seen + 1;
  }

  private void workOff() {
    try {
      long left = budget;
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        left = work.run(i, left);
        if (left <= 0) {
          return;
        }
      }
    } catch (RuntimeException | Error thrown) {
      failure = thrown;
      next.set(count);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}
