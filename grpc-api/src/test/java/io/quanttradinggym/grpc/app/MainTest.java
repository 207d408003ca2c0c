package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return Main.run(List.of(words), console, InputStream.nullInputStream(), () -> {});
  }

  private String printed() {
    return err.toString(UTF_8);
  }

  private void assertPrinted(String part) {
    assertTrue(printed().contains(part), this::printed);
    assertEquals(1, printed().lines().count());
    assertEquals("", out.toString(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dance", ""})
  void anUnknownCommandIsBadUsage(String command) {
    assertEquals(2, run(command));
    assertPrinted("\"field\":\"command\"");
    assertPrinted("serve");
  }

  @Test
  void noCommandIsBadUsage() {
    assertEquals(2, run());
    assertPrinted("\"error\"");
  }

  @Test
  void serveNeedsATokenFromSomewhere() {
    assertEquals(2, run("serve"));
    assertPrinted("token-file");
  }

  @Test
  void anEmbeddedServerWithoutATokenIsRefused() {
    assertEquals(2, run("serve", "--embedded"));
    assertPrinted("\"reason\":\"TOKEN\"");
  }

  @Test
  void tlsTakesACertificateAndItsKey() {
    assertEquals(2, run("serve", "--embedded", "--tls-cert", "cert.pem"));
    assertPrinted("together");
  }
}
