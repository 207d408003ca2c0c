package io.quanttradinggym.grpc.app;

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
      new Arguments.Usage(List.of("levels", "seed"), List.of("quick"));

  private static Arguments parse(String words) {
    return Arguments.parse(USAGE, List.of(words.split(" ")));
  }

  @Test
  void sortsOptionsAndFlagsInAnyOrder() {
    Arguments arguments = parse("--levels 5 --quick --seed=7");
    assertEquals(5, arguments.integer("levels", 1, 1, 10));
    assertEquals(Optional.of("7"), arguments.option("seed"));
    assertTrue(arguments.flag("quick"));
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    Arguments arguments = Arguments.parse(USAGE, List.of());
    assertEquals(7, arguments.integer("levels", 7, 1, 10));
    assertEquals(Optional.empty(), arguments.option("seed"));
    assertFalse(arguments.flag("quick"));
  }

  @ParameterizedTest
  @CsvSource({
    "--levels 3 c,unexpected argument: c",
    "--depth 3,unknown option: --depth",
    "--levels,--levels needs a value",
    "--quick=1,--quick takes no value",
    "--levels 1 --levels 2,--levels is given twice"
  })
  void everythingElseIsAnErrorThatShowsTheUsage(String words, String message) {
    ProblemException error = assertThrows(ProblemException.class, () -> parse(words));
    assertEquals(
        message + "; usage: [--levels VALUE] [--seed VALUE] [--quick]", error.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0", "11", "many"})
  void numbersHaveBounds(String text) {
    ProblemException error =
        assertThrows(
            ProblemException.class, () -> parse("--levels " + text).integer("levels", 1, 1, 10));
    assertEquals(
        "levels: got \"" + text + "\", expected an integer from 1 to 10", error.getMessage());
  }
}
