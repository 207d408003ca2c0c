package io.quanttradinggym.gym.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.quanttradinggym.base.parameter.InvalidInputException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits the cost of reading a YAML text. Rejects constructs that the parser would read differently
 * from the YAML specification.
 */
final class YamlLimits {
  private static final int MAX_CHARACTERS = 2 << 20;

  /** Largest length of a line. The parser's time grows with the square of the line length. */
  private static final int MAX_LINE = 1 << 18;

  private static final int MAX_DEPTH = 50;
  private static final int MAX_ELEMENTS = 100_000;
  private static final String MERGE_KEY = "<<";

  private final JsonParser parser;
  private final String field;
  private final Deque<int[]> counts = new ArrayDeque<>(); // elements of each open structure

  private YamlLimits(JsonParser parser, String field) {
    this.parser = parser;
    this.field = field;
  }

  /** Rejects a text that is too long or has a line that is too long. */
  static void check(String text, String field) {
    if (text.length() > MAX_CHARACTERS) {
      throw new InvalidInputException(
          field, "(%d characters)".formatted(text.length()), "at most " + MAX_CHARACTERS);
    }
    int line = 1;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\n') {
        if (i - start > MAX_LINE) {
          throw new InvalidInputException(
              field,
              "(line %d with %d characters)".formatted(line, i - start),
              "lines of at most %d characters".formatted(MAX_LINE));
        }
        line++;
        start = i + 1;
      }
    }
  }

  /** Rejects aliases, merge keys, deep nesting and long lists. */
  static void checkStructure(JsonFactory factory, String text, String field) throws IOException {
    try (JsonParser parser = factory.createParser(text)) {
      new YamlLimits(parser, field).check();
    }
  }

  private void check() throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
        throw refusal("the alias *" + parser.getText(), "the value itself, without aliases");
      }
      if (token == JsonToken.FIELD_NAME && MERGE_KEY.equals(parser.currentName())) {
        throw refusal("the merge key <<", "the keys themselves, without merge keys");
      }
      if (token.isStructEnd()) {
        counts.pop();
        continue;
      }
      if (token != JsonToken.FIELD_NAME) {
        count();
      }
      if (token.isStructStart()) {
        counts.push(new int[1]);
        if (counts.size() > MAX_DEPTH) {
          throw refusal("deeper nesting", "at most %d levels".formatted(MAX_DEPTH));
        }
      }
    }
  }

  private void count() {
    int[] elements = counts.peek();
    if (elements != null && ++elements[0] > MAX_ELEMENTS) {
      throw refusal("a longer list", "at most %d elements".formatted(MAX_ELEMENTS));
    }
  }

  private InvalidInputException refusal(String got, String allowed) {
    JsonLocation at = parser.currentTokenLocation();
    String where = "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    return new InvalidInputException(
        "%s: got %s (%s), expected %s".formatted(field, got, where, allowed), field, got, allowed);
  }
}
