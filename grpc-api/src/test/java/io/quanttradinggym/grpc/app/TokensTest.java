package io.quanttradinggym.grpc.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokensTest {
  @Test
  void tokenFilesAreMadeForTheirOwnerAndReadAgain(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("token");
    String token = Tokens.ofFile(file);
    assertEquals(64, token.length());
    assertEquals(token, Tokens.ofFile(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }
}
