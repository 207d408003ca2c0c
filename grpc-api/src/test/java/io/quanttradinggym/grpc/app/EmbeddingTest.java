package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.quanttradinggym.grpc.service.TestServer;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own, as clients start it. */
final class EmbeddingTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final Pattern ANNOUNCEMENT =
      Pattern.compile(
          "\\{\"address\":\"(127\\.0\\.0\\.1:\\d+)\",\"protocol\":2,\"build_version\":\"[^\"]+\",\"pid\":(\\d+)}");

  private static Process start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp"));
    command.add(classPath());
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(log.toFile()).start();
  }

  /** Without the logging library that only tests bring, which prints when it starts. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void anEmbeddedServerServesUntilItsInputEnds(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("log");
    Process process = start(log, "serve", "--embedded");
    process.getOutputStream().write((TOKEN + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = output.readLine();
    Matcher announcement = ANNOUNCEMENT.matcher(String.valueOf(line));
    assertTrue(announcement.matches(), () -> line + read(log));
    assertEquals(process.pid(), Long.parseLong(announcement.group(2)));

    ManagedChannel channel =
        NettyChannelBuilder.forTarget(announcement.group(1))
            .usePlaintext()
            .intercept(TestServer.bearer(TOKEN))
            .build();
    SessionServiceGrpc.newBlockingStub(channel)
        .handshake(TestServer.handshake(BuildInfo.identity()));

    process.getOutputStream().close();
    assertTrue(process.waitFor(5, TimeUnit.SECONDS), "it lives on");
    assertEquals(null, output.readLine());
    assertEquals("", read(log));
    channel.shutdownNow();
  }

  @Test
  void aBusyPortIsOneLineOnStandardError(@TempDir Path directory) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path log = directory.resolve("log");
      Process process =
          start(
              log,
              "serve",
              "--port",
              String.valueOf(other.getLocalPort()),
              "--token-file",
              directory.resolve("token").toString());
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(1, process.exitValue());
      assertEquals("", new String(process.getInputStream().readAllBytes(), UTF_8));
      String error = read(log);
      assertEquals(1, error.lines().count(), error);
      assertTrue(error.startsWith("{\"error\":{\"reason\":\"PORT\""), error);
      assertTrue(error.contains("\"value\":\"" + other.getLocalPort() + "\""), error);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
