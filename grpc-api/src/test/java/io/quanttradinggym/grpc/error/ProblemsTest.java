package io.quanttradinggym.grpc.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ProblemsTest {
  private static final Logger LOGGER = Logger.getLogger("quanttradinggym");

  @BeforeAll
  static void silence() {
    LOGGER.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak() {
    LOGGER.setLevel(null);
  }

  @Test
  void refusedInputKeepsFieldValueAndWhatIsAllowed() {
    Problem problem = Problems.of(new InvalidInputException("episode.duration", "0s", "above 0s"));
    assertEquals(
        new Problem(
            Reason.ARGUMENT,
            "episode.duration: got \"0s\", expected above 0s",
            "episode.duration",
            "0s",
            "above 0s"),
        problem);
  }

  @Test
  void whereItIsReadSaysWhatKindItIs() {
    ProblemException error =
        assertThrows(
            ProblemException.class,
            () ->
                Problems.reporting(
                    Reason.SCENARIO,
                    () -> {
                      throw new InvalidInputException("name", "x", "y");
                    }));
    assertEquals(Reason.SCENARIO, error.problem().reason());
    assertEquals("name", error.problem().field());
  }

  @Test
  void defectsAreToldInShort() {
    Problem problem = Problems.of(new IllegalStateException("event kind 9"));
    assertEquals(Reason.INTERNAL, problem.reason());
    assertTrue(problem.message().contains("event kind 9"), problem::message);
  }

  @Test
  void exhaustedMemoryAndCancellationAreNoDefects() {
    assertTrue(Problems.of(new OutOfMemoryError()).message().contains("larger heap"));
    assertEquals(Reason.CANCELLED, Problems.of(new CancellationException()).reason());
  }

  @Test
  void filesAreNamedWithWhatIsWrongWithThem() {
    assertEquals(
        "cannot read or write out: it is a file, not a folder",
        Problems.of(new UncheckedIOException(new FileAlreadyExistsException("out"))).message());
    assertEquals(
        "cannot read or write x.csv: there is no such file or folder",
        Problems.of(new UncheckedIOException(new NoSuchFileException("x.csv"))).message());
    assertEquals(
        "cannot read or write /x: permission denied",
        Problems.of(new UncheckedIOException(new AccessDeniedException("/x"))).message());
    assertEquals(
        "cannot read or write a file: disk full",
        Problems.of(new UncheckedIOException(new IOException("disk full"))).message());
  }

  @Test
  void longTextsAreClippedSoThatTheyTravel() {
    Problem problem = Problem.of(Reason.SCENARIO, "field", "v".repeat(5_000), "a".repeat(5_000));
    assertEquals(200, problem.value().length());
    assertEquals(800, problem.allowed().length());
    assertEquals(1_200, problem.message().length());
  }
}
