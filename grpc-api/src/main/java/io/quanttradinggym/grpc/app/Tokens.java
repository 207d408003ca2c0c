package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Secrets that authenticate clients of a server. */
final class Tokens {
  private static final int BYTES = 32;

  private Tokens() {}

  /** A new random secret, as hex digits. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Reads the secret from a file. If the file does not exist, creates it with a new secret,
   * readable by its owner only.
   */
  static String ofFile(Path file) {
    try {
      create(file);
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(
              Reason.FILE, "token-file", file, "a file that can be read or made (" + e + ")"),
          e);
    }
  }

  private static void create(Path file) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, attributes);
    } catch (FileAlreadyExistsException e) {
      return;
    }
    Files.writeString(file, random() + System.lineSeparator());
  }
}
