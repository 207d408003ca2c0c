package io.quanttradinggym.grpc.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SliceLengthTest {
  private static final long MILLI = 1_000_000;

  private final SliceLength length = new SliceLength();

  /** Runs slices of an environment of the given speed until the length is stable. */
  private void learn(long nanosPerEvent) {
    for (int i = 0; i < 20; i++) {
      length.took(length.later(), length.later() * nanosPerEvent);
    }
  }

  @Test
  void slicesTakeAboutAsLongWhateverAnEventCosts() {
    for (long nanosPerEvent : new long[] {100, 20_000, 500, 1_000_000}) {
      learn(nanosPerEvent);
      assertEquals(5 * MILLI / nanosPerEvent, length.first());
      assertEquals(20 * MILLI / nanosPerEvent, length.later());
    }
  }

  @Test
  void oneStrangeMeasurementIsNotBelieved() {
    long before = length.later();
    length.took(before, 0);
    assertEquals(4 * before, length.later());
    length.took(1, Long.MAX_VALUE);
    assertEquals(before, length.later());
  }

  @Test
  void aSliceAlwaysHasEvents() {
    for (int i = 0; i < 40; i++) {
      length.took(1, Long.MAX_VALUE);
    }
    assertTrue(length.first() > 0);
    for (int i = 0; i < 40; i++) {
      length.took(Long.MAX_VALUE / MILLI, 0);
    }
    assertTrue(length.later() > length.first());
  }
}
