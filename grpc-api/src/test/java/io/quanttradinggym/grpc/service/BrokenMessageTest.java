package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.PolicyServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are not a valid message are reported as an invalid argument. */
final class BrokenMessageTest {
  private static final byte[] BROKEN = {-1, -1, -1};

  /** Records log entries. */
  private static final class Memory extends Handler {
    private final List<String> records = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord entry) {
      records.add(entry.getLoggerName() + ": " + entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      return new byte[0];
    }
  }

  static Stream<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
        EnvironmentServiceGrpc.getCreateEnvironmentMethod(),
        EnvironmentServiceGrpc.getRunEnvironmentMethod(),
        PolicyServiceGrpc.getEvaluatePoliciesMethod());
  }

  private static StatusRuntimeException refused(ManagedChannel channel, MethodDescriptor<?, ?> to) {
    MethodDescriptor<byte[], byte[]> method =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setFullMethodName(to.getFullMethodName())
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .build();
    return assertThrows(
        StatusRuntimeException.class,
        () ->
            ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, BROKEN)
                .hasNext());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bytesThatAreNoMessageAreAnsweredByTheErrorContract(MethodDescriptor<?, ?> method) {
    Memory memory = new Memory();
    Logger.getLogger("").addHandler(memory);
    try (TestServer server = new TestServer(false)) {
      ManagedChannel channel = server.connect();
      for (int i = 0; i < 50; i++) {
        StatusRuntimeException e = refused(channel, method);
        assertEquals(Status.Code.INVALID_ARGUMENT, e.getStatus().getCode(), e::toString);
        assertEquals("ARGUMENT", TestServer.errorInfo(e).getReason());
      }
    } finally {
      Logger.getLogger("").removeHandler(memory);
    }
    assertTrue(memory.records.size() <= 1, memory.records::toString);
  }
}
