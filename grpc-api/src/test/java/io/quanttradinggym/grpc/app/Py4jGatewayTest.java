package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.grpc.service.ObjectGateway;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.kit.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Speaks Py4J's line protocol, as Python does. */
final class Py4jGatewayTest {
  private static final String TOKEN = "gateway-token";

  private static Py4jGateway gateway() {
    return new Py4jGateway(new LiveSimulations(new Scenarios()), () -> TOKEN);
  }

  /** A connection to a gateway. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader input;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      input = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The answer to a command; empty when the gateway has hung up. */
    String ask(String... lines) throws IOException {
      socket.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(UTF_8));
      String answer = input.readLine();
      return answer == null ? "" : answer;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void itOpensOnce() {
    try (Py4jGateway gateway = gateway()) {
      ObjectGateway.Endpoint endpoint = gateway.open();
      assertEquals(endpoint, gateway.open());
      assertEquals(TOKEN, endpoint.authToken());
    }
  }

  @Test
  void thoseWhoKnowTheTokenReachLiveObjects() throws IOException {
    try (Py4jGateway gateway = gateway();
        Client client = new Client(gateway.open().port())) {
      assertEquals("!yv", client.ask("A", TOKEN));
      String simulation =
          client.ask("c", "t", "simulation", "smarket-making", "L7", "e").replace("!yr", "");
      assertEquals("!yL34201000000000", client.ask("c", simulation, "runFor", "s1s", "e"));
      String book = client.ask("c", simulation, "book", "e").replace("!yr", "");
      assertTrue(client.ask("c", book, "bestBidTicks", "e").matches("!yi\\d+"));
      assertTrue(client.ask("c", "t", "simulation", "snothing", "i1", "e").startsWith("!xro"));
    }
  }

  @Test
  void othersDoNot() throws IOException {
    try (Py4jGateway gateway = gateway()) {
      int port = gateway.open().port();
      try (Client client = new Client(port)) {
        assertFalse(client.ask("A", "wrong").startsWith("!y"));
      }
      try (Client client = new Client(port)) {
        assertFalse(client.ask("c", "t", "scenarios", "e").startsWith("!y"));
      }
    }
  }

  /** The system frees the port when the thread that waited for connections has left its call. */
  @Test
  void aClosedGatewayListensNoMore() throws InterruptedException {
    Py4jGateway gateway = gateway();
    int port = gateway.open().port();
    gateway.close();
    assertTrue(Waiting.until(() -> !isListening(port)), "the port is still open");
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
