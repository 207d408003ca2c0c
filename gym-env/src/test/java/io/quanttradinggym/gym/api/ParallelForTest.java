package io.quanttradinggym.gym.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    try (ParallelFor loop = new ParallelFor(threads, "test", done::incrementAndGet)) {
      for (int round = 1; round <= ROUNDS; round++) {
        loop.run(PIECES);
        for (int i = 0; i < PIECES; i++) {
          assertEquals(round, done.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void failuresReachTheCallerAndTheCrewGoesOn(int threads) {
    AtomicIntegerArray done = new AtomicIntegerArray(PIECES);
    ParallelFor.Work work =
        i -> {
          if (i == 11 && done.get(i) == 0) {
            done.incrementAndGet(i);
            throw new IllegalStateException("piece 11");
          }
          done.incrementAndGet(i);
        };
    try (ParallelFor loop = new ParallelFor(threads, "test", work)) {
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> loop.run(PIECES));
      assertEquals("piece 11", thrown.getMessage());
      int before = done.get(PIECES - 1);
      loop.run(PIECES);
      assertEquals(before + 1, done.get(PIECES - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void errorsReachTheCallerToo(int threads) {
    ParallelFor.Work work =
        i -> {
          throw new StackOverflowError("deep");
        };
    try (ParallelFor loop = new ParallelFor(threads, "test", work)) {
      assertThrows(StackOverflowError.class, () -> loop.run(3));
    }
  }
}
