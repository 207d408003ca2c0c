package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.gym.config.Documents;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the server prints: JSON documents of one line.
 *
 * @param out stream for announcements of the server
 * @param err stream for errors
 */
record Console(PrintStream out, PrintStream err) {
  void announce(Map<String, ?> document) {
    out.println(Documents.toJson(document));
    out.flush();
  }

  /** Prints {@code {"error": {...}}}. */
  void error(Problem problem) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("reason", problem.reason().name());
    fields.put("message", problem.message());
    fields.put("field", problem.field());
    fields.put("value", problem.value());
    fields.put("allowed", problem.allowed());
    err.println(Documents.toJson(Map.of("error", fields)));
  }
}
