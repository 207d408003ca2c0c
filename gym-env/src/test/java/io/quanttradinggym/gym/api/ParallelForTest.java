package io.quanttradinggym.gym.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelForTest {
  private static final int PIECES = 37;
  private static final int ROUNDS = 2_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyPieceIsDoneOncePerRound(int threads) {
    AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
    try (ParallelFor loop = new ParallelFor(threads, "test", counting(done))) {
      for (int round = 1; round <= ROUNDS; round++) {
        loop.run(0, PIECES, Long.MAX_VALUE);
        for (int i = 0; i < PIECES; i++) {
          assertEquals(round, done.get(i));
        }
      }
    }
  }

  private static ParallelFor.Work counting(AtomicIntegerArray done) {
    return (i, budget) -> {
      done.incrementAndGet(i);
      return budget;
    };
  }

  /**
   * A thread without remaining budget takes no further item; the next round runs the remaining
   * items.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void noThreadTakesMoreThanItsBudget(int threads) {
    AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
    ParallelFor.Work work =
        (i, budget) -> {
          done.incrementAndGet(i);
          return budget - 1;
        };
    try (ParallelFor loop = new ParallelFor(threads, "test", work)) {
      int from = 0;
      while (from < PIECES) {
        loop.run(from, PIECES, 3);
        int before = from;
        while (from < PIECES && done.get(from) == 1) {
          from++;
        }
        assertTrue(from - before >= Math.min(3, PIECES - before), from + " after " + before);
        assertTrue(from - before <= 3 * threads, from + " after " + before);
      }
    }
    for (int i = 0; i < PIECES; i++) {
      assertEquals(1, done.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void failuresReachTheCallerAndTheCrewGoesOn(int threads) {
    AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
    ParallelFor.Work work =
        (i, budget) -> {
          if (i == 11 && done.get(i) == 0) {
            done.incrementAndGet(i);
            throw new IllegalStateException("piece 11");
          }
          done.incrementAndGet(i);
          return budget;
        };
    try (ParallelFor loop = new ParallelFor(threads, "test", work)) {
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> loop.run(0, PIECES, Long.MAX_VALUE));
      assertEquals("piece 11", thrown.getMessage());
      int before = done.get(PIECES - 1);
      loop.run(0, PIECES, Long.MAX_VALUE);
      assertEquals(before + 1, done.get(PIECES - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void errorsReachTheCallerToo(int threads) {
    ParallelFor.Work work =
        (i, budget) -> {
          throw new StackOverflowError("deep");
        };
    try (ParallelFor loop = new ParallelFor(threads, "test", work)) {
      assertThrows(StackOverflowError.class, () -> loop.run(0, 3, Long.MAX_VALUE));
    }
  }
}
