package io.quanttradinggym.grpc.inprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.service.LocalServer;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The engine as C functions of 64-bit integers. A result of 0 or more is a success; a negative one
 * is a failure with a {@link Status} of so many bytes, which the same thread then takes. Nothing is
 * thrown out of them: that would end the process. Thread safe.
 */
public final class Upcalls {
  private static final long FINISHED = 0;
  private static final long UNFINISHED = 1;
  private static final long NOT_YET = 0;
  private static final long ANSWERED = 1; // plus the length of the answer

  /** For failures that cannot be described: an error without memory or stack for its report. */
  private static final byte[] INDESCRIBABLE =
      Status.newBuilder()
          .setCode(Code.INTERNAL.getNumber())
          .setMessage("the engine has no memory or no stack left; use fewer environments")
          .build()
          .toByteArray();

  /** A function and the number of its arguments. */
  private record Entry(String name, int arguments) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("take", 2),
          new Entry("connect", 0),
          new Entry("disconnect", 0),
          new Entry("call", 4),
          new Entry("answer", 2),
          new Entry("cancel", 1),
          new Entry("bind", 3),
          new Entry("unbind", 1),
          new Entry("step", 1),
          new Entry("reset", 3),
          new Entry("resume", 1),
          new Entry("snapshot", 2),
          new Entry("restore", 4));

  private final LocalServer server;
  private final Handles<ByteCall> calls = new Handles<>("call");
  private final Handles<BoundEnvironment> environments = new Handles<>("environment");
  private final ThreadLocal<byte[]> left = ThreadLocal.withInitial(() -> INDESCRIBABLE);

  public Upcalls(LocalServer server) {
    this.server = server;
  }

  /**
   * Makes the functions, for as long as the process lives.
   *
   * @return their number, then their addresses
   */
  public MemorySegment table() {
    MemorySegment table = Arena.global().allocate(JAVA_LONG, 1L + ENTRIES.size());
    table.setAtIndex(JAVA_LONG, 0, ENTRIES.size());
    for (int i = 0; i < ENTRIES.size(); i++) {
      table.setAtIndex(JAVA_LONG, 1L + i, stub(ENTRIES.get(i)).address());
    }
    return table;
  }

  private MemorySegment stub(Entry entry) {
    Class<?>[] types = new Class<?>[entry.arguments()];
    Arrays.fill(types, long.class);
    MemoryLayout[] layouts =
        Collections.nCopies(types.length, JAVA_LONG).toArray(MemoryLayout[]::new);
    try {
      MethodHandle target =
          MethodHandles.lookup()
              .bind(this, entry.name(), MethodType.methodType(long.class, types));
      FunctionDescriptor descriptor = FunctionDescriptor.of(JAVA_LONG, layouts);
      return Linker.nativeLinker().upcallStub(target, descriptor, Arena.global());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private long failed(Throwable error) {
    try {
      left.set(status(error).toByteArray());
    } catch (Throwable worse) {
      left.set(INDESCRIBABLE);
    }
    return -left.get().length;
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

  private static byte[] bytes(long address, long length) {
    return BoundArrays.segment(address, length).toArray(JAVA_BYTE);
  }

  private long leave(byte[] bytes) {
    left.set(bytes);
    return bytes.length;
  }

  /** Copies what the last function on this thread has left, which is forgotten. */
  private long take(long address, long capacity) {
    try {
      byte[] bytes = left.get();
      int length = (int) Math.min(capacity, bytes.length);
      MemorySegment to = BoundArrays.segment(address, length);
      MemorySegment.copy(bytes, 0, to, JAVA_BYTE, 0, length);
      left.remove();
      return length;
    } catch (Throwable e) {
      return -1;
    }
  }

  /** Begins a new connection, which ends the last one. */
  private long connect() {
    try {
      server.connect();
      return FINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  /** Ends the connection and what belongs to it. */
  private long disconnect() {
    try {
      server.disconnect();
      return FINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  /** Begins a call of a method with one request and one answer; returns its handle. */
  private long call(long method, long length, long request, long size) {
    try {
      String name = new String(bytes(method, length), UTF_8);
      return calls.add(ByteCall.begin(server.channel(), name, bytes(request, size)));
    } catch (Throwable e) {
      return failed(e);
    }
  }

  /** Waits for the answer of a call. With it, or a failure, the handle ends. */
  private long answer(long call, long millis) {
    try {
      ByteCall waiting = calls.get(call);
      if (!waiting.await(millis)) {
        return NOT_YET;
      }
      calls.remove(call);
      return ANSWERED + leave(waiting.answer());
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private long cancel(long call) {
    try {
      calls.remove(call).cancel();
      return FINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  /** Binds an environment to arrays of the caller; returns its handle. */
  private long bind(long id, long length, long table) {
    try {
      String name = new String(bytes(id, length), UTF_8);
      return environments.add(new BoundEnvironment(server.environment(name), table));
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private long unbind(long environment) {
    try {
      environments.remove(environment).close();
      return FINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private long step(long environment) {
    try {
      return environments.get(environment).step() ? FINISHED : UNFINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private long reset(long environment, long hasSeeds, long hasMask) {
    try {
      return environments.get(environment).reset(hasSeeds != 0, hasMask != 0)
          ? FINISHED
          : UNFINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private long resume(long environment) {
    try {
      return environments.get(environment).resume() ? FINISHED : UNFINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  /** Leaves a snapshot to be taken; returns its length. */
  private long snapshot(long environment, long index) {
    try {
      return leave(environments.get(environment).snapshot((int) index));
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private long restore(long environment, long index, long address, long length) {
    try {
      environments.get(environment).restore((int) index, bytes(address, length));
      return FINISHED;
    } catch (Throwable e) {
      return failed(e);
    }
  }
}
