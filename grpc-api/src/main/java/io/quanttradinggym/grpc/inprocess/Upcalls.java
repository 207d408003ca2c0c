package io.quanttradinggym.grpc.inprocess;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

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
import java.util.Collections;
import java.util.List;

/**
 * The engine as C functions. A negative result is a failure with a {@link Status} of so many bytes,
 * which is left for the caller. Nothing is thrown out of them: that would end the process. Thread
 * safe.
 */
public final class Upcalls {
  private static final int MAX_ARGUMENTS = 4;

  /** For failures that cannot be described: an error without memory or stack for its report. */
  private static final byte[] INDESCRIBABLE =
      Status.newBuilder()
          .setCode(Code.INTERNAL.getNumber())
          .setMessage("the engine has no memory or no stack left; use fewer environments")
          .build()
          .toByteArray();

  /** What a function does; arguments that it does not have are 0. */
  interface Body {
    long run(long first, long second, long third, long fourth) throws Exception;
  }

  /** A function and the number of its arguments. */
  private record Entry(int arguments, Body body) {}

  private final Leftovers leftovers = new Leftovers();
  private final EngineFunctions functions;

  public Upcalls(LocalServer server) {
    functions = new EngineFunctions(server, leftovers);
  }

  private List<Entry> entries() {
    return List.of(
        new Entry(2, (address, capacity, c, d) -> leftovers.take(address, capacity)),
        new Entry(0, (a, b, c, d) -> functions.connect()),
        new Entry(0, (a, b, c, d) -> functions.disconnect()),
        new Entry(4, functions::call),
        new Entry(2, (call, millis, c, d) -> functions.answer(call, millis)),
        new Entry(1, (call, b, c, d) -> functions.cancel(call)),
        new Entry(3, (id, length, table, d) -> functions.bind(id, length, table)),
        new Entry(1, (environment, b, c, d) -> functions.unbind(environment)),
        new Entry(1, (environment, b, c, d) -> functions.step(environment)),
        new Entry(3, (environment, seeds, mask, d) -> functions.reset(environment, seeds, mask)),
        new Entry(1, (environment, b, c, d) -> functions.resume(environment)),
        new Entry(2, (environment, index, c, d) -> functions.snapshot(environment, index)),
        new Entry(4, functions::restore),
        new Entry(1, (environment, b, c, d) -> functions.send(environment)));
  }

  /**
   * Makes the functions, for as long as the process lives.
   *
   * @return their number, then their addresses
   */
  public MemorySegment table() {
    List<Entry> entries = entries();
    MemorySegment table = Arena.global().allocate(JAVA_LONG, 1L + entries.size());
    table.setAtIndex(JAVA_LONG, 0, entries.size());
    for (int i = 0; i < entries.size(); i++) {
      table.setAtIndex(JAVA_LONG, 1L + i, stub(entries.get(i)).address());
    }
    return table;
  }

  @SuppressWarnings("restricted") // the virtual machine is started with native access
  private MemorySegment stub(Entry entry) {
    MethodType type =
        MethodType.methodType(
            long.class, Body.class, long.class, long.class, long.class, long.class);
    MethodHandle guarded;
    try {
      guarded = MethodHandles.lookup().bind(this, "guard", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    int count = entry.arguments();
    Object[] zeros = Collections.nCopies(MAX_ARGUMENTS - count, 0L).toArray();
    MethodHandle target = MethodHandles.insertArguments(guarded.bindTo(entry.body()), count, zeros);
    MemoryLayout[] layouts = Collections.nCopies(count, JAVA_LONG).toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor = FunctionDescriptor.of(JAVA_LONG, layouts);
    return Linker.nativeLinker().upcallStub(target, descriptor, Arena.global());
  }

  /** The body of every function: see {@link #stub}. */
  long guard(Body body, long first, long second, long third, long fourth) {
    try {
      return body.run(first, second, third, fourth);
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private long failed(Throwable error) {
    try {
      return -leftovers.leave(status(error).toByteArray());
    } catch (Throwable worse) {
      return -leftovers.leave(INDESCRIBABLE);
    }
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
