package io.quanttradinggym.grpc.inprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.quanttradinggym.grpc.service.LocalServer;
import io.quanttradinggym.grpc.service.ObjectGateway;
import io.quanttradinggym.grpc.service.ServerIdentity;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CloseEnvironmentResponse;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.HandshakeResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.kit.Allocation;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The functions, called as C code calls them. */
class UpcallsTest {
  private static final int TAKE = 0;
  private static final int CONNECT = 1;
  private static final int DISCONNECT = 2;
  private static final int CALL = 3;
  private static final int ANSWER = 4;
  private static final int BIND = 6;
  private static final int UNBIND = 7;
  private static final int STEP = 8;
  private static final int RESET = 9;
  private static final int RESUME = 10;
  private static final int SNAPSHOT = 11;
  private static final int RESTORE = 12;
  private static final int SEND = 13;
  private static final int ARRAY_BYTES = 4096; // enough for one environment
  private static final int ARRAYS = 11;

  private final LocalServer server =
      LocalServer.start(
          new ServerIdentity(2, "a test", Map.of()),
          new Scenarios(),
          () -> new ObjectGateway.Endpoint(1, "secret"));
  private final Arena arena = Arena.ofShared();
  private MemorySegment table = MemorySegment.NULL;

  @BeforeEach
  void connect() throws IOException {
    table = new Upcalls(server).table();
    assertEquals(0, function(CONNECT));
    HandshakeRequest hello = HandshakeRequest.newBuilder().setProtocol(2).build();
    HandshakeResponse answer = call("SessionService/Handshake", hello, HandshakeResponse.parser());
    assertEquals("a test", answer.getBuildVersion());
  }

  @AfterEach
  void disconnect() {
    assertEquals(0, function(DISCONNECT));
    server.close();
    arena.close();
  }

  @SuppressWarnings("restricted")
  private MethodHandle downcall(int index, int arguments) {
    MemoryLayout[] layouts = Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new);
    return Linker.nativeLinker()
        .downcallHandle(
            MemorySegment.ofAddress(table.getAtIndex(JAVA_LONG, 1L + index)),
            FunctionDescriptor.of(JAVA_LONG, layouts));
  }

  private long function(int index, long... arguments) {
    try {
      Object[] boxed = java.util.Arrays.stream(arguments).boxed().toArray();
      return (long) downcall(index, arguments.length).invokeWithArguments(boxed);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private MemorySegment memory(byte[] bytes) {
    return arena.allocateFrom(JAVA_BYTE, bytes);
  }

  private byte[] taken(long length) {
    MemorySegment to = arena.allocate(length);
    assertEquals(length, function(TAKE, to.address(), length));
    return to.toArray(JAVA_BYTE);
  }

  private <A> A call(String path, Message request, Parser<A> parser) throws IOException {
    long length = begin(path, request);
    assertTrue(length > 0, () -> "failed: " + status(length));
    return parser.parseFrom(taken(length - 1));
  }

  private long begin(String path, Message request) {
    byte[] method = ("quanttradinggym.v1." + path).getBytes(UTF_8);
    byte[] packed = request.toByteArray();
    long handle =
        function(
            CALL, memory(method).address(), method.length, memory(packed).address(), packed.length);
    long length = 0;
    while (length == 0) {
      length = function(ANSWER, handle, 50);
    }
    return length;
  }

  private Status status(long failure) {
    try {
      return Status.parseFrom(taken(-failure));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private ErrorInfo reason(long failure) throws IOException {
    return status(failure).getDetails(0).unpack(ErrorInfo.class);
  }

  private String create() throws IOException {
    CreateEnvironmentRequest request =
        CreateEnvironmentRequest.newBuilder()
            .setScenario(ScenarioSource.newBuilder().setName("market-making"))
            .setNumEnvs(1)
            .setInfoEveryStep(true)
            .build();
    return call("EnvironmentService/CreateEnvironment", request, CreateEnvironmentResponse.parser())
        .getEnvironmentId();
  }

  /** Arrays of one environment; the first holds the action. */
  private MemorySegment[] arrays() {
    MemorySegment[] arrays = new MemorySegment[ARRAYS];
    java.util.Arrays.setAll(arrays, i -> arena.allocate(ARRAY_BYTES, Long.BYTES));
    return arrays;
  }

  private long bind(String id, MemorySegment[] arrays) {
    byte[] name = id.getBytes(UTF_8);
    return function(BIND, memory(name).address(), name.length, addresses(arrays).address());
  }

  private MemorySegment addresses(MemorySegment[] arrays) {
    MemorySegment addresses = arena.allocate(JAVA_LONG, arrays.length);
    for (int i = 0; i < arrays.length; i++) {
      addresses.setAtIndex(JAVA_LONG, i, arrays[i].address());
    }
    return addresses;
  }

  private long finish(long environment, long code) {
    long result = code;
    while (result == 1) {
      result = function(RESUME, environment);
    }
    return result;
  }

  @Test
  void aStepReadsAndWritesTheArraysOfTheCaller() throws IOException {
    MemorySegment[] arrays = arrays();
    long environment = bind(create(), arrays);
    assertEquals(0, finish(environment, function(RESET, environment, 1, 0)));
    long before = arrays[6].getAtIndex(JAVA_LONG, 2); // time
    arrays[0].set(JAVA_INT, 0, 3);
    assertEquals(0, finish(environment, function(STEP, environment)));
    assertEquals(1_000_000_000L, arrays[6].getAtIndex(JAVA_LONG, 2) - before);
    assertEquals(0, function(UNBIND, environment));
  }

  @Test
  void aStepThatIsSentRunsWhileItsCallerDoesSomethingElse() throws IOException {
    MemorySegment[] arrays = arrays();
    long environment = bind(create(), arrays);
    finish(environment, function(RESET, environment, 1, 0));
    long before = arrays[6].getAtIndex(JAVA_LONG, 2); // time
    assertEquals(0, function(SEND, environment));
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (arrays[6].getAtIndex(JAVA_LONG, 2) == before) {
      assertTrue(System.nanoTime() < deadline, "nobody steps");
      Thread.onSpinWait();
    }
    assertEquals(0, finish(environment, function(RESUME, environment)));
    assertEquals(1_000_000_000L, arrays[6].getAtIndex(JAVA_LONG, 2) - before);
    assertEquals("RESET_NEEDED", reason(function(RESUME, environment)).getReason());
  }

  @Test
  void aStepThatIsSentEndsAsOneThatIsBegun() throws IOException {
    MemorySegment[] arrays = arrays();
    long environment = bind(create(), arrays);
    for (int i = 0; i < 200; i++) { // the caller comes before, during and after the worker's slice
      assertEquals(0, finish(environment, function(RESET, environment, 1, 0)));
      assertEquals(0, finish(environment, function(STEP, environment)));
      long digest = arrays[6].getAtIndex(JAVA_LONG, 5);
      finish(environment, function(RESET, environment, 1, 0));
      assertEquals(0, function(SEND, environment));
      for (int spin = 0; spin < i * 20; spin++) {
        Thread.onSpinWait();
      }
      assertEquals(0, finish(environment, function(RESUME, environment)));
      assertEquals(digest, arrays[6].getAtIndex(JAVA_LONG, 5));
    }
  }

  @Test
  void aFailureOfAStepThatIsSentIsLeftForItsCaller() throws IOException {
    MemorySegment[] arrays = arrays();
    long environment = bind(create(), arrays);
    finish(environment, function(RESET, environment, 1, 0));
    for (int i = 0; i < 50; i++) {
      arrays[0].set(JAVA_INT, 0, 99);
      assertEquals(0, function(SEND, environment));
      assertEquals("ACTION", reason(function(RESUME, environment)).getReason());
      arrays[0].set(JAVA_INT, 0, 1);
      assertEquals(0, finish(environment, function(STEP, environment)));
    }
  }

  @Test
  void aResetGivesUpAStepThatIsSent() throws IOException {
    MemorySegment[] arrays = arrays();
    long environment = bind(create(), arrays);
    for (int i = 0; i < 50; i++) {
      assertEquals(0, finish(environment, function(RESET, environment, 1, 0)));
      assertEquals(0, function(SEND, environment));
    }
    assertEquals(0, function(UNBIND, environment));
  }

  @Test
  void resultsGoWhereTheTableSays() throws IOException {
    MemorySegment[] arrays = arrays();
    MemorySegment addresses = addresses(arrays);
    byte[] name = create().getBytes(UTF_8);
    long environment = function(BIND, memory(name).address(), name.length, addresses.address());
    finish(environment, function(RESET, environment, 1, 0));
    float first = arrays[1].getAtIndex(JAVA_FLOAT, 0);
    MemorySegment elsewhere = arena.allocate(ARRAY_BYTES, Long.BYTES);
    addresses.setAtIndex(JAVA_LONG, 1, elsewhere.address());
    arrays[1].fill((byte) 0);
    finish(environment, function(RESET, environment, 1, 0));
    assertEquals(first, elsewhere.getAtIndex(JAVA_FLOAT, 0));
    assertEquals(-1, arrays[1].mismatch(arena.allocate(ARRAY_BYTES, Long.BYTES)));
  }

  @Test
  void aSnapshotIsLeftAndRestored() throws IOException {
    MemorySegment[] arrays = arrays();
    long environment = bind(create(), arrays);
    finish(environment, function(RESET, environment, 1, 0));
    byte[] snapshot = taken(function(SNAPSHOT, environment, 0));
    finish(environment, function(STEP, environment));
    long digest = arrays[6].getAtIndex(JAVA_LONG, 5);
    long address = memory(snapshot).address();
    assertEquals(0, function(RESTORE, environment, 0, address, snapshot.length));
    finish(environment, function(STEP, environment));
    assertEquals(digest, arrays[6].getAtIndex(JAVA_LONG, 5));
  }

  @Test
  void failuresAreLeftForTheCaller() throws IOException {
    MemorySegment[] arrays = arrays();
    String id = create();
    long environment = bind(id, arrays);
    assertEquals("RESET_NEEDED", reason(function(STEP, environment)).getReason());
    finish(environment, function(RESET, environment, 1, 0));
    arrays[0].set(JAVA_INT, 0, 99);
    ErrorInfo refused = reason(function(STEP, environment));
    assertEquals("ACTION", refused.getReason());
    assertEquals("action", refused.getMetadataOrThrow("field"));
    assertEquals("ARGUMENT", reason(bind(id, arrays)).getReason()); // bound already
    assertEquals("ARGUMENT", reason(bind("99", arrays)).getReason());
    assertEquals("ARGUMENT", reason(function(STEP, environment + 1)).getReason());
    assertEquals("ARGUMENT", reason(function(RESTORE, environment, 0, 0, 0)).getReason());
    assertEquals("RESET_NEEDED", reason(function(RESUME, environment)).getReason());
    assertEquals(
        12, status(begin("NoService/NoMethod", HandshakeRequest.getDefaultInstance())).getCode());
  }

  @Test
  void aHandleEndsWithItsEnvironment() throws IOException {
    String id = create();
    long environment = bind(id, arrays());
    finish(environment, function(RESET, environment, 1, 0));
    call(
        "EnvironmentService/CloseEnvironment",
        CloseEnvironmentRequest.newBuilder().setEnvironmentId(id).build(),
        CloseEnvironmentResponse.parser());
    assertEquals("ARGUMENT", reason(function(STEP, environment)).getReason());
    assertEquals(0, function(UNBIND, environment));
    long next = bind(create(), arrays());
    assertTrue(next != environment);
    assertEquals("environment", reason(function(STEP, environment)).getMetadataOrThrow("field"));
  }

  @Test
  void aConnectionEndsWithTheNextOne() throws IOException {
    String id = create();
    long environment = bind(id, arrays());
    finish(environment, function(RESET, environment, 1, 0));
    assertEquals(0, function(CONNECT));
    assertEquals("ARGUMENT", reason(function(STEP, environment)).getReason());
    assertEquals("VERSION", reason(bind(id, arrays())).getReason());
  }

  @Test
  void aStepAllocatesNothing() throws IOException {
    MemorySegment[] arrays = arrays();
    long environment = bind(create(), arrays);
    finish(environment, function(RESET, environment, 1, 0));
    MethodHandle step = downcall(STEP, 1);
    Runnable steps =
        () -> {
          try {
            for (int i = 0; i < 100; i++) {
              long ignored = (long) step.invokeExact(environment);
            }
          } catch (Throwable e) {
            throw new AssertionError(e);
          }
        };
    for (int i = 0; i < 300; i++) {
      finish(environment, function(RESET, environment, 1, 0));
      steps.run();
    }
    finish(environment, function(RESET, environment, 1, 0));
    long bytes = Allocation.bytes(steps);
    assertTrue(bytes < 100 * 16, () -> bytes + " bytes in 100 steps");
  }
}
