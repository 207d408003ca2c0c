package io.quanttradinggym.gym.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quanttradinggym.base.parameter.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes YAML and JSON documents as plain maps, lists and values. */
public final class Documents {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter PRETTY =
      JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT));

  private Documents() {}

  /** A read operation that may fail. */
  @FunctionalInterface
  private interface Reading {
    @Nullable Map<String, Object> read() throws IOException;
  }

  /**
   * Reads a YAML mapping; keys in their order.
   *
   * @param field name of the text in errors
   * @throws InvalidInputException if the text is not one valid mapping, is too large, or has
   *     aliases
   */
  public static Map<String, Object> parseYaml(String text, String field) {
    YamlLimits.check(text, field);
    return parse(
        () -> {
          YamlLimits.checkStructure(YAML.getFactory(), text, field);
          return YAML.readValue(text, MAP);
        },
        field,
        "a YAML mapping");
  }

  /** Reads a JSON object, as {@link #parseYaml} does YAML. */
  public static Map<String, Object> parseJson(String text, String field) {
    return parse(() -> JSON.readValue(text, MAP), field, "a JSON object");
  }

  public static String toYaml(Map<String, ?> document) {
    return write(YAML, document);
  }

  /** JSON with keys in the order of the maps. */
  public static String toJson(Map<String, ?> document) {
    return write(JSON, document);
  }

  /** Human-readable JSON: indented, keys in the order of the maps. */
  public static String toPrettyJson(Map<String, ?> document) {
    try {
      return PRETTY.writeValueAsString(document) + "\n";
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a document: " + e.getOriginalMessage(), e);
    }
  }

  private static Map<String, Object> parse(Reading reading, String field, String allowed) {
    try {
      Map<String, Object> map = reading.read();
      if (map == null) {
        throw new InvalidInputException(field, "(empty)", allowed);
      }
      return map;
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      String where =
          at == null
              ? "the text"
              : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      String problem =
          e instanceof MismatchedInputException
              ? "another structure"
              : e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidInputException(
          "%s: got %s (%s), expected %s".formatted(field, problem, where, allowed),
          field,
          where,
          allowed);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no file
    }
  }

  private static String write(ObjectMapper mapper, Map<String, ?> document) {
    try {
      return mapper.writeValueAsString(document);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a document: " + e.getOriginalMessage(), e);
    }
  }
}
