package io.quanttradinggym.grpc.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.kit.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int SECONDS = 20;

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(SECONDS, TimeUnit.SECONDS), "it hangs");
  }

  /** Work with the given number of slices; each slice records its name. */
  private static Turns.Work writing(
      String name, int slices, List<String> lines, CountDownLatch done) {
    AtomicInteger left = new AtomicInteger(slices);
    return () -> {
      lines.add(name);
      boolean more = left.decrementAndGet() > 0;
      if (!more) {
        done.countDown();
      }
      return more;
    };
  }

  @Test
  void afterASliceOfOneClientComesTheNextOne() throws InterruptedException {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(4);
    CountDownLatch begin = new CountDownLatch(1);
    try (Turns turns = new Turns("test-turns", 1, 1)) {
      turns
          .of("first")
          .execute(() -> {
            try {
              await(begin);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      turns.add("a", writing("a1", 3, lines, done));
      turns.add("a", writing("a2", 2, lines, done));
      turns.add("b", writing("b", 4, lines, done));
      turns.add("c", writing("c", 1, lines, done));
      begin.countDown();
      await(done);
    }
    assertEquals(List.of("a1", "b", "c", "a2", "b", "a1", "b", "a2", "b", "a1"), lines);
  }

  @Test
  void noClientHasMoreThanItsShare() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    Turns.Work blocked =
        () -> {
          running.incrementAndGet();
          try {
            await(release);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return false;
        };
    CountDownLatch other = new CountDownLatch(1);
    CountDownLatch another = new CountDownLatch(1);
    try (Turns turns = new Turns("test-share", 3, 2)) {
      for (int i = 0; i < 10; i++) {
        turns.add("greedy", blocked);
      }
      turns.of("modest").execute(other::countDown);
      await(other);
      Waiting.until(() -> running.get() == 2);
      turns.of("modest").execute(another::countDown);
      await(another);
      assertEquals(2, running.get());
      release.countDown();
      Waiting.until(() -> running.get() == 10);
    }
  }

  @Test
  void thereAreNoMoreThreadsThanAllowedAndNoneAtTheEnd() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1_000);
    try (Turns turns = new Turns("test-bounded", 3, 3)) {
      for (int i = 0; i < 1_000; i++) {
        turns.of(i % 7).execute(done::countDown);
      }
      await(done);
      assertTrue(threads("test-bounded") <= 3);
    }
    Waiting.until(() -> threads("test-bounded") == 0);
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }

  @Test
  void workThatFailsEndsNoThread() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (Turns turns = new Turns("test-failing", 1, 1)) {
      turns
          .of("a")
          .execute(() -> {
            throw new IllegalStateException("a failure that the test wants");
          });
      turns.of("a").execute(done::countDown);
      await(done);
    }
  }
}
