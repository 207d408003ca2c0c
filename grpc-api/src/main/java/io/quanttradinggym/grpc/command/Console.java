package io.quanttradinggym.grpc.command;

import io.quanttradinggym.sim.data.ProgressListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command prints.
 *
 * @param out for the one JSON document that is the result
 * @param err for everything else
 */
public record Console(PrintStream out, PrintStream err) {
  /** Prints the result. */
  public void result(Map<String, ?> document) {
    out.println(Json.line(document));
    out.flush();
  }

  /** Says how far the work is, between 0 and 1. */
  public void progress(double fraction, String text) {
    err.printf(Locale.ROOT, "progress %.3f %s%n", fraction, text);
  }

  /** Prints progress through {@code things}, at most once a percent. */
  public ProgressListener progress(String things) {
    long[] last = {-1};
    return (done, total) -> {
      long percent = total == 0 ? 100 : done * 100 / total;
      if (percent != last[0]) {
        last[0] = percent;
        progress(percent / 100.0, "%d of %d %s".formatted(done, total, things));
      }
    };
  }
}
