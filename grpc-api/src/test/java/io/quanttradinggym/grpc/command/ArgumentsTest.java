package io.quanttradinggym.grpc.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.error.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {
  private static final Arguments.Usage USAGE =
      new Arguments.Usage(
          List.of("FILE"), List.of("OTHER"), List.of("levels", "seed"), List.of("quick"));

  private static Arguments parse(String words) {
    return Arguments.parse(USAGE, List.of(words.split(" ")));
  }

  @Test
  void sortsPositionalsOptionsAndFlagsInAnyOrder() {
    Arguments arguments = parse("--levels 5 a --quick b --seed=18446744073709551615");
    assertEquals("a", arguments.get(0));
    assertEquals(Optional.of("b"), arguments.find(1));
    assertEquals(5, arguments.integer("levels", 1, 1, 10));
    assertEquals(-1L, arguments.seed("seed"));
    assertTrue(arguments.flag("quick"));
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    Arguments arguments = parse("a");
    assertEquals(Optional.empty(), arguments.find(1));
    assertEquals(7, arguments.integer("levels", 7, 1, 10));
    assertEquals(0, arguments.seed("seed"));
    assertFalse(arguments.flag("quick"));
  }

  @ParameterizedTest
  @CsvSource({
    "--levels 3,FILE is missing",
    "a b c,unexpected argument: c",
    "a --depth 3,unknown option: --depth",
    "a --levels,--levels needs a value",
    "a --quick=1,--quick takes no value",
    "a --levels 1 --levels 2,--levels is given twice"
  })
  void everythingElseIsAnErrorThatShowsTheUsage(String words, String message) {
    ProblemException error = assertThrows(ProblemException.class, () -> parse(words));
    assertEquals(
        message + "; usage: FILE [OTHER] [--levels VALUE] [--seed VALUE] [--quick]",
        error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0", "11", "many"})
  void numbersHaveBounds(String text) {
    ProblemException error =
        assertThrows(
            ProblemException.class, () -> parse("a --levels " + text).integer("levels", 1, 1, 10));
    assertEquals(
        "levels: got \"" + text + "\", expected an integer from 1 to 10", error.getMessage());
  }

  @Test
  void seedsAreUnsigned() {
    ProblemException error =
        assertThrows(ProblemException.class, () -> parse("a --seed -1").seed("seed"));
    assertTrue(error.problem().message().contains("0 to 18446744073709551615"));
  }
}
