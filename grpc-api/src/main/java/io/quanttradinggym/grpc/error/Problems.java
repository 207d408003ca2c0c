package io.quanttradinggym.grpc.error;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.ResetNeededException;
import io.quanttradinggym.gym.policy.PolicyException;
import io.quanttradinggym.gym.policy.PolicyMismatchException;
import io.quanttradinggym.gym.scenario.ScenarioException;
import io.quanttradinggym.sim.data.InvalidDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Converts exceptions to {@link Problem}s. No other class does so. */
public final class Problems {
  private static final System.Logger LOGGER = System.getLogger("quanttradinggym");

  private Problems() {}

  /** The report of {@code error}. An internal error is reported briefly and logged in full. */
  public static Problem of(Throwable error) {
    return switch (error) {
      case ProblemException known -> known.problem();
      case InvalidInputException invalid -> invalid(Reason.ARGUMENT, invalid);
      case UncheckedIOException unreadable ->
          Problem.of(Reason.FILE, "cannot read or write " + file(unreadable.getCause()));
      case ResetNeededException needed ->
          Problem.of(Reason.RESET_NEEDED, String.valueOf(needed.getMessage()));
      case CancellationException cancelled -> Problem.of(Reason.CANCELLED, "cancelled");
      case OutOfMemoryError exhausted -> {
        log(exhausted);
        yield Problem.of(
            Reason.INTERNAL,
            "the server ran out of memory; use fewer environments or give it a larger heap");
      }
      default -> {
        log(error);
        yield Problem.of(
            Reason.INTERNAL, "internal error: " + error + "; the server's log has the stack trace");
      }
    };
  }

  /**
   * Runs {@code work}. Reports rejected input as {@code reason}, unless the exception carries a
   * more specific reason.
   */
  public static <T> T reporting(Reason reason, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw new ProblemException(invalid(reason, e), e);
    }
  }

  /**
   * Runs {@code work}. Reports rejected input as {@code reason}, unless the exception carries a
   * more specific reason.
   */
  public static void reporting(Reason reason, Runnable work) {
    try {
      work.run();
    } catch (InvalidInputException e) {
      throw new ProblemException(invalid(reason, e), e);
    }
  }

  private static Problem invalid(Reason otherwise, InvalidInputException e) {
    Reason reason =
        switch (e) {
          case ScenarioException scenario -> Reason.SCENARIO;
          case PolicyException policy -> Reason.POLICY;
          case PolicyMismatchException mismatch -> Reason.POLICY_MISMATCH;
          case InvalidDataException file -> Reason.FILE;
          default -> otherwise;
        };
    return new Problem(reason, String.valueOf(e.getMessage()), e.field(), e.value(), e.allowed());
  }

  private static String file(@Nullable IOException error) {
    return switch (error) {
      case NoSuchFileException missing -> missing.getFile() + ": there is no such file or folder";
      case FileAlreadyExistsException file -> file.getFile() + ": it is a file, not a folder";
      case AccessDeniedException closed -> closed.getFile() + ": permission denied";
      case null -> "a file";
      default -> "a file: " + error.getMessage();
    };
  }

  private static void log(Throwable error) {
    LOGGER.log(System.Logger.Level.ERROR, "internal error", error);
  }
}
