package io.quanttradinggym.kit;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the real data that some tests need; it lives outside the repository. */
public final class RealData {
  private static final String VARIABLE = "QTG_DATA";
  private static final String BESIDE_THE_REPOSITORY = "../../shared/data";

  private RealData() {}

  /** The file, or the test is skipped; in continuous integration a missing file is a failure. */
  public static Path file(String name) {
    String root = System.getenv().getOrDefault(VARIABLE, BESIDE_THE_REPOSITORY);
    Path file = Path.of(root, name).toAbsolutePath().normalize();
    if (Files.isRegularFile(file)) {
      return file;
    }
    String message = "no real data: " + file + " is not there (set " + VARIABLE + ")";
    return "true".equals(System.getenv("CI")) ? fail(message) : abort(message);
  }
}
