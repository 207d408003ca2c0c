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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

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
   * Reads the secret from a file. If the file does not exist, creates it, and its folder, with a
   * new secret, readable by its owner only. The creation is atomic, even if several processes
   * create the file at the same time.
   *
   * @param option the option that names the file, for errors
   * @throws ProblemException if the file is not readable or empty, or other users can read it
   */
  static String ofFile(String option, Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      checkPrivate(option, file);
      String secret = Files.readString(file).strip();
      if (secret.isEmpty()) {
        throw new ProblemException(
            Problem.of(
                Reason.TOKEN, option, file + " (empty)", "a file with a secret, or a new file"));
      }
      return secret;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(
              Reason.FILE,
              option,
              file.toString(),
              "a file that can be read or created (" + e + ")"),
          e);
    }
  }

  private static void create(Path file) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = Files.createTempFile(folder, ".token-", "", ownerOnly());
    try {
      Files.writeString(draft, random() + System.lineSeparator());
      Files.createLink(file, draft); // unlike a move, never replaces a file
    } catch (FileAlreadyExistsException e) {
      // Another process has created it first; its secret is used.
    } finally {
      Files.delete(draft);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return hasPermissions()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void checkPrivate(String option, Path file) throws IOException {
    if (!hasPermissions()) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.GROUP_READ)
        || permissions.contains(PosixFilePermission.OTHERS_READ)) {
      throw new ProblemException(
          Problem.of(
              Reason.TOKEN,
              option,
              "%s (%s)".formatted(file, PosixFilePermissions.toString(permissions)),
              "a file that only its owner can read (chmod 600)"));
    }
  }

  private static boolean hasPermissions() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
