package io.quanttradinggym.grpc.command;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.gym.config.Documents;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON documents of one line. */
public final class Json {
  private Json() {}

  /** Maps, lists, texts, numbers and truth values as JSON. */
  public static String line(Map<String, ?> document) {
    return Documents.toJson(document);
  }

  /** {@code {"error": {...}}}. */
  public static Map<String, Object> error(Problem problem) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("reason", problem.reason().name());
    error.put("message", problem.message());
    error.put("field", problem.field());
    error.put("value", problem.value());
    error.put("allowed", problem.allowed());
    return Map.of("error", error);
  }
}
