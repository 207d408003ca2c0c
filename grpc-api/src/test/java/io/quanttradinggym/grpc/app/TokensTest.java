package io.quanttradinggym.grpc.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensTest {
  @Test
  void tokenFilesAreMadeForTheirOwnerAndReadAgain(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("deep").resolve("token");
    String token = Tokens.ofFile("token-file", file);
    assertEquals(64, token.length());
    assertEquals(token, Tokens.ofFile("token-file", file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aTokenFileThatOthersCanReadIsRefused(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "a-token-for-tests-only");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Problem problem =
        assertThrows(ProblemException.class, () -> Tokens.ofFile("token-file", file)).problem();
    assertEquals("token-file", problem.field());
    assertTrue(problem.message().contains("rw-r--r--"), problem::message);
    assertTrue(problem.message().contains("chmod 600"), problem::message);
    assertEquals(
        "snapshot-key-file",
        assertThrows(ProblemException.class, () -> Tokens.ofFile("snapshot-key-file", file))
            .problem()
            .field());
  }

  @Test
  void anEmptyTokenFileAndAFolderAreRefused(@TempDir Path directory) throws IOException {
    Path empty = Files.writeString(directory.resolve("token"), "\n");
    Files.setPosixFilePermissions(empty, PosixFilePermissions.fromString("rw-------"));
    for (Path file : List.of(empty, directory)) {
      assertEquals(
          "token-file",
          assertThrows(ProblemException.class, () -> Tokens.ofFile("token-file", file))
              .problem()
              .field());
    }
  }

  @Test
  void processesThatCreateATokenFileTogetherReadTheSameToken(@TempDir Path directory)
      throws Exception {
    for (int round = 0; round < 50; round++) {
      Path file = directory.resolve("token-" + round);
      CyclicBarrier start = new CyclicBarrier(4);
      Callable<String> read =
          () -> {
            start.await();
            return Tokens.ofFile("token-file", file);
          };
      try (ExecutorService servers = Executors.newFixedThreadPool(4)) {
        Set<String> tokens = new HashSet<>();
        for (Future<String> token : servers.invokeAll(Collections.nCopies(4, read))) {
          tokens.add(token.get());
        }
        assertEquals(1, tokens.size());
        assertEquals(64, tokens.iterator().next().length());
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(50, files.count(), "drafts are removed");
    }
  }
}
