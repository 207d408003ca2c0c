package io.quanttradinggym.gym.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class YamlLimitsTest {
  static Stream<Arguments> costly() {
    return Stream.of(
        arguments(
            "scenario: got the alias *c (line 2, column 4), expected the value itself, without"
                + " aliases",
            "a: &c 40\nb: *c\n"),
        arguments(
            "scenario: got the alias *c (line 2, column 5), expected the value itself, without"
                + " aliases",
            "a: &c [1]\nb: [*c, *c]\n"),
        arguments(
            "scenario: got the merge key << (line 2, column 6), expected the keys themselves,"
                + " without merge keys",
            "a: &c {x: 1}\nb: { <<: *c }\n"),
        arguments(
            "scenario: got line 2 with 1000001 characters, expected lines of at most 262144"
                + " characters",
            "name: x\n#" + "#".repeat(1_000_000)),
        arguments(
            "scenario: got 3000000 characters, expected at most 2097152", "\n".repeat(3_000_000)),
        arguments(
            "scenario: got a longer list (line 100002, column 3), expected at most 100000 elements",
            "a:\n" + "- 1\n".repeat(100_001)),
        arguments(
            "scenario: got deeper nesting (line 51, column 51), expected at most 50 levels",
            nested(60)));
  }

  private static String nested(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    return text.append(" ".repeat(depth)).append("b\n").toString();
  }

  @ParameterizedTest
  @MethodSource("costly")
  void whatIsNotReadAsWrittenOrCostsTooMuchIsRefused(String told, String text) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> Documents.parseYaml(text, "scenario"));
    assertEquals(told, e.getMessage());
  }

  @Test
  void anchorsWithoutAliasesAreNamesOnly() {
    assertEquals(40, Documents.parseYaml("a: &c 40\n", "scenario").get("a"));
  }

  @Test
  void aCommentCostsNoSquareOfItsLength() {
    String comment = ("#" + "x".repeat(200_000) + "\n").repeat(10);
    assertEquals(1, Documents.parseYaml(comment + "a: 1", "scenario").get("a"));
    String longer = "#" + "x".repeat(1_500_000) + "\na: 1";
    assertThrows(InvalidInputException.class, () -> Documents.parseYaml(longer, "scenario"));
  }
}
