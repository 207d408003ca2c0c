package io.quanttradinggym.grpc.functions;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call of a service with one request and one answer, both bytes. Thread safe. */
final class ByteCall extends ClientCall.Listener<byte[]> {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
          return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
          try {
            return message.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private final ClientCall<byte[], byte[]> call;
  private byte @Nullable [] message;
  private @Nullable StatusRuntimeException end;

  private ByteCall(ClientCall<byte[], byte[]> call) {
    this.call = call;
  }

  /**
   * Begins a call.
   *
   * @param method full name, such as quanttradinggym.v1.SessionService/Handshake
   */
  static ByteCall begin(Channel channel, String method, byte[] request) {
    MethodDescriptor<byte[], byte[]> descriptor =
        MethodDescriptor.newBuilder(BYTES, BYTES)
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(method)
            .build();
    ByteCall begun = new ByteCall(channel.newCall(descriptor, CallOptions.DEFAULT));
    begun.call.start(begun, new Metadata());
    begun.call.request(2); // one answer; that there is no second one shows with the end
    begun.call.sendMessage(request);
    begun.call.halfClose();
    return begun;
  }

  void cancel() {
    call.cancel("cancelled by the client", null);
  }

  /** Waits until the call has ended; returns whether it has. */
  synchronized boolean await(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (end == null) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /**
   * The answer of a call that has ended.
   *
   * @throws StatusRuntimeException if the call has failed
   */
  synchronized byte[] answer() {
    StatusRuntimeException status = Objects.requireNonNull(end);
    if (message == null || !status.getStatus().isOk()) {
      throw status;
    }
    return message;
  }

  @Override
  public synchronized void onMessage(byte[] answer) {
    message = answer;
  }

  @Override
  public synchronized void onClose(Status status, Metadata trailers) {
    end = new StatusRuntimeException(status, trailers);
    notifyAll();
  }
}
