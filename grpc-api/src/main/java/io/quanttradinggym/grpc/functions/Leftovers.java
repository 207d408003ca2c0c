package io.quanttradinggym.grpc.functions;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quanttradinggym.grpc.error.StatusMapping;

/** Bytes that a function leaves for its caller, who then fetches them on the same thread. */
public final class Leftovers {
  private static final byte[] NOTHING = new byte[0];

  /** For failures that cannot be described: an error without memory or stack for its report. */
  private static final byte[] INDESCRIBABLE =
      Status.newBuilder()
          .setCode(Code.INTERNAL.getNumber())
          .setMessage("the engine has no memory or no stack left; use fewer environments")
          .build()
          .toByteArray();

  private final ThreadLocal<byte[]> left = ThreadLocal.withInitial(() -> NOTHING);

  /** Leaves bytes; returns their number. */
  long leave(byte[] bytes) {
    left.set(bytes);
    return bytes.length;
  }

  /** Leaves the {@link Status} of a failure; returns the number of its bytes, negative. */
  public long fail(Throwable error) {
    try {
      return -leave(status(error).toByteArray());
    } catch (Throwable worse) {
      return -leave(INDESCRIBABLE);
    }
  }

  /** Returns the bytes and forgets them. */
  public byte[] take() {
    byte[] bytes = left.get();
    left.remove();
    return bytes;
  }

  private static Status status(Throwable error) {
    StatusRuntimeException known =
        error instanceof StatusRuntimeException status ? status : StatusMapping.toStatus(error);
    Status rich = StatusProto.fromThrowable(known);
    return rich != null
        ? rich
        : Status.newBuilder()
            .setCode(known.getStatus().getCode().value())
            .setMessage(String.valueOf(known.getStatus().getDescription()))
            .build();
  }
}
