package io.quanttradinggym.grpc.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Limits the log entries that a client can cause. Of equal entries, the first ten pass; after that
 * only entries whose count is a power of two pass, with that count. Thread safe.
 */
final class RepeatLimit implements Filter {
  private static final int FIRST = 10;
  private static final int MAX_KINDS = 1_000;

  /** Counts by kind of entry; the oldest kinds are evicted first. */
  private final Map<String, Long> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_KINDS;
        }
      };

  @Override
  public synchronized boolean isLoggable(LogRecord entry) {
    long count = counts.merge(kind(entry), 1L, Long::sum);
    if (count <= FIRST) {
      return true;
    }
    boolean shown = Long.bitCount(count) == 1;
    if (shown) {
      entry.setMessage("%s (occurrence %d)".formatted(entry.getMessage(), count));
    }
    return shown;
  }

  private static String kind(LogRecord entry) {
    Throwable thrown = entry.getThrown();
    return entry.getLoggerName() + " " + text(entry.getMessage(), thrown);
  }

  /**
   * Returns the location of the failure if the entry has one, otherwise the message. Messages may
   * contain input.
   */
  private static String text(@Nullable String message, @Nullable Throwable thrown) {
    if (thrown == null || thrown.getStackTrace().length == 0) {
      return String.valueOf(message);
    }
    return thrown.getClass().getName() + " " + thrown.getStackTrace()[0];
  }
}
