package io.quanttradinggym.grpc.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what a client can make a server log: of equal entries it lets the first ten pass, and then
 * those whose number is a power of two, with that number. Thread safe.
 */
final class RepeatLimit implements Filter {
  private static final int FIRST = 10;
  private static final int MAX_KINDS = 1_000;

  /** By kind of entry; the kinds that came first are forgotten first. */
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

  /** The message, or where it has one the place of the failure: messages may contain input. */
  private static String text(@Nullable String message, @Nullable Throwable thrown) {
    if (thrown == null || thrown.getStackTrace().length == 0) {
      return String.valueOf(message);
    }
    return thrown.getClass().getName() + " " + thrown.getStackTrace()[0];
  }
}
