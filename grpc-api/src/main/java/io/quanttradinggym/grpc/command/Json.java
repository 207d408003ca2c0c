package io.quanttradinggym.grpc.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quanttradinggym.grpc.error.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON documents of one line. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Maps, lists, texts, numbers and truth values as JSON. */
  public static String line(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a JSON document: " + document, e);
    }
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
