package io.quanttradinggym.grpc.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.Status;
import io.quanttradinggym.grpc.service.LocalServer;
import io.quanttradinggym.grpc.service.ObjectGateway;
import io.quanttradinggym.grpc.service.ServerIdentity;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.HandshakeResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client at the other end of a line. */
class LineTest {
  private static final int CONNECT = 1;
  private static final int CALL = 3;
  private static final int ANSWER = 4;
  private static final int BIND = 6;
  private static final int UNBIND = 7;
  private static final int STEP = 8;
  private static final int RESET = 9;
  private static final int FILE_BYTES = 1 << 16; // enough for one environment
  private static final int ARRAY_BYTES = 4096;
  private static final int ARRAYS = 11;

  private final LocalServer server =
      LocalServer.start(
          new ServerIdentity(2, "a test", Map.of()),
          new Scenarios(),
          () -> new ObjectGateway.Endpoint(1, "secret"));

  @TempDir Path directory;
  private ServerSocketChannel listener;
  private SocketChannel line;
  private byte[] left = new byte[0];

  @BeforeEach
  void open() throws IOException {
    Path path = directory.resolve("s");
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(path));
    new Lines(() -> server).open(path.toString());
    line = listener.accept();
  }

  @AfterEach
  void close() throws IOException {
    line.close();
    listener.close();
    server.close();
  }

  private long function(int number, byte[] bytes, long... arguments) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(32 + bytes.length).order(ByteOrder.nativeOrder());
    request.putInt(number).putInt(bytes.length);
    for (int i = 0; i < 3; i++) {
      request.putLong(i < arguments.length ? arguments[i] : 0);
    }
    line.write(request.put(bytes).flip());
    ByteBuffer answer = ByteBuffer.wrap(read(16)).order(ByteOrder.nativeOrder());
    left = read((int) answer.getLong(8));
    return answer.getLong(0);
  }

  private long function(int number, long... arguments) throws IOException {
    return function(number, new byte[0], arguments);
  }

  private byte[] read(int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      assertTrue(line.read(buffer) >= 0, "the line has ended");
    }
    return buffer.array();
  }

  private byte[] call(String path, Message request) throws IOException {
    byte[] method = ("quanttradinggym.v1." + path).getBytes(UTF_8);
    byte[] packed = request.toByteArray();
    byte[] both =
        ByteBuffer.allocate(method.length + packed.length).put(method).put(packed).array();
    long handle = function(CALL, both, method.length);
    long length = 0;
    while (length == 0) {
      length = function(ANSWER, handle, 50);
    }
    assertEquals(left.length, length - 1);
    return left;
  }

  private String message() throws InvalidProtocolBufferException {
    return Status.parseFrom(left).getMessage();
  }

  private String environment() throws IOException {
    assertEquals(0, function(CONNECT));
    HandshakeRequest hello = HandshakeRequest.newBuilder().setProtocol(2).build();
    byte[] answer = call("SessionService/Handshake", hello);
    assertEquals("a test", HandshakeResponse.parseFrom(answer).getBuildVersion());
    CreateEnvironmentRequest request =
        CreateEnvironmentRequest.newBuilder()
            .setScenario(ScenarioSource.newBuilder().setName("market-making"))
            .setNumEnvs(1)
            .build();
    return CreateEnvironmentResponse.parseFrom(
            call("EnvironmentService/CreateEnvironment", request))
        .getEnvironmentId();
  }

  /** A file with the places of arrays at its start. */
  private Path file(int bytes) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    for (int i = 0; i < ARRAYS; i++) {
      content.putLong((1L + i) * ARRAY_BYTES);
    }
    return Files.write(directory.resolve("memory-" + bytes), content.array());
  }

  private long bind(String id, Path file, long size) throws IOException {
    return function(BIND, (id + file).getBytes(UTF_8), id.length(), size);
  }

  @Test
  void aStepReadsAndWritesTheFileThatBothMap() throws IOException {
    Path file = file(FILE_BYTES);
    long environment = bind(environment(), file, FILE_BYTES);
    assertTrue(environment > 0, this::described);
    assertEquals(0, function(RESET, environment));
    assertEquals(0, function(STEP, environment));
    byte[] content = Files.readAllBytes(file);
    assertTrue(content[2 * ARRAY_BYTES] != 0 || content[2 * ARRAY_BYTES + 3] != 0, "observations");
    assertEquals(0, function(UNBIND, environment));
  }

  private String described() {
    try {
      return message();
    } catch (InvalidProtocolBufferException e) {
      return e.toString();
    }
  }

  @Test
  void placesOutsideTheFileAreRefused() throws IOException {
    int bytes = 2 * ARRAY_BYTES;
    assertTrue(bind(environment(), file(bytes), bytes) < 0);
    assertTrue(message().contains("Out of bound"), message());
  }

  @Test
  void aFailureIsAnAnswerAndTheLineGoesOn() throws IOException {
    assertTrue(function(99) < 0);
    assertTrue(message().contains("99"), message());
    assertTrue(function(STEP, 12_345) < 0);
    assertTrue(message().contains("one that is open"), message());
    assertTrue(bind("nothing", directory.resolve("missing"), 1) < 0);
    assertTrue(message().contains("missing"), message());
    assertEquals(0, function(CONNECT));
    assertEquals(0, left.length);
  }

  @Test
  void aClientThatHangsUpEndsItsLineOnly() throws IOException {
    line.close();
    new Lines(() -> server).open(directory.resolve("s").toString());
    line = listener.accept();
    assertEquals(0, function(CONNECT));
  }
}
