package io.quanttradinggym.grpc.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class RepeatLimitTest {
  private final RepeatLimit limit = new RepeatLimit();

  private int logged(int count, String message) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LogRecord entry = new LogRecord(Level.SEVERE, message);
      if (limit.isLoggable(entry)) {
        shown.add(entry.getMessage());
      }
    }
    return shown.size();
  }

  @Test
  void aThousandEqualEntriesTakeAFewLines() {
    assertEquals(10 + 6, logged(1_000, "broken")); // 16, 32, 64, 128, 256, 512
    assertEquals(10, logged(10, "something else"));
  }

  @Test
  void repetitionsSayTheirNumber() {
    logged(15, "broken");
    LogRecord entry = new LogRecord(Level.SEVERE, "broken");
    limit.isLoggable(entry);
    assertEquals("broken (occurrence 16)", entry.getMessage());
  }

  @Test
  void failuresOfOnePlaceAreEqualWhateverTheyQuote() {
    IllegalStateException failure = new IllegalStateException("of input");
    int shown = 0;
    for (int i = 0; i < 100; i++) {
      LogRecord entry = new LogRecord(Level.SEVERE, "input " + i);
      entry.setThrown(failure);
      shown += limit.isLoggable(entry) ? 1 : 0;
    }
    assertEquals(13, shown);
  }
}
