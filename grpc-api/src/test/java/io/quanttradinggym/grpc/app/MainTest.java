package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.service.Certificate;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void tlsFilesThatDoNotServeEndTheStartWithBadInput(@TempDir Path folder) throws Exception {
    Certificate good = Certificate.create(folder.resolve("good"));
    Certificate other = Certificate.create(folder.resolve("other"));
    Certificate old =
        Certificate.create(folder.resolve("old"), "-startdate", "-9d", "-validity", "3");
    Path text = Files.writeString(folder.resolve("text"), "no key");
    for (Certificate bad :
        List.of(
            new Certificate(good.chain(), other.privateKey()),
            old,
            new Certificate(good.chain(), text),
            new Certificate(folder.resolve("missing"), good.privateKey()))) {
      err.reset();
      String[] words = {
        "serve",
        "--port",
        "0",
        "--token-file",
        folder.resolve("token").toString(),
        "--tls-cert",
        bad.chain().toString(),
        "--tls-key",
        bad.privateKey().toString()
      };
      assertEquals(2, run(words));
      assertPrinted("\"field\":\"tls-");
    }
  }
}
