package io.quanttradinggym.grpc.inprocess;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.rpc.Status;
import io.quanttradinggym.grpc.functions.EngineFunctions;
import io.quanttradinggym.grpc.functions.Leftovers;
import io.quanttradinggym.grpc.service.LocalServer;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The engine as C functions. A negative result is a failure with a {@link Status} of so many bytes,
 * which is left for the caller. Nothing is thrown out of them: that would end the process. Thread
 * safe.
 */
public final class Upcalls {
  /**
   * Of every function, so that the virtual machine generates the code of a stub once. C passes four
   * integers in registers on every platform: a caller may omit those that a function ignores.
   */
  private static final FunctionDescriptor DESCRIPTOR =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  /** What a function does. */
  interface Body {
    long run(long first, long second, long third, long fourth) throws Exception;
  }

  private final Leftovers leftovers = new Leftovers();
  private final EngineFunctions functions;

  public Upcalls(LocalServer server) {
    functions = new EngineFunctions(server, leftovers);
  }

  /** Memory of the caller. */
  @SuppressWarnings("restricted") // the virtual machine is started with native access
  private static MemorySegment segment(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  private static byte[] bytes(long address, long length) {
    return segment(address, length).toArray(JAVA_BYTE);
  }

  private static String text(long address, long length) {
    return new String(bytes(address, length), UTF_8);
  }

  /** Copies what was left to memory of the caller; returns the number of bytes. */
  private long take(long address, long capacity) {
    byte[] bytes = leftovers.take();
    int length = (int) Math.min(capacity, bytes.length);
    MemorySegment.copy(bytes, 0, segment(address, length), JAVA_BYTE, 0, length);
    return length;
  }

  private List<Body> bodies() {
    return List.of(
        (address, capacity, c, d) -> take(address, capacity),
        (a, b, c, d) -> functions.connect(),
        (a, b, c, d) -> functions.disconnect(),
        (method, length, request, size) ->
            functions.call(text(method, length), bytes(request, size)),
        (call, millis, c, d) -> functions.answer(call, millis),
        (call, b, c, d) -> functions.cancel(call),
        (id, length, table, d) -> functions.bind(text(id, length), Upcalls::segment, table),
        (environment, b, c, d) -> functions.unbind(environment),
        (environment, b, c, d) -> functions.step(environment),
        (environment, seeds, mask, d) -> functions.reset(environment, seeds, mask),
        (environment, b, c, d) -> functions.resume(environment),
        (environment, index, c, d) -> functions.snapshot(environment, index),
        (environment, index, address, length) ->
            functions.restore(environment, index, bytes(address, length)),
        (environment, b, c, d) -> functions.send(environment));
  }

  /**
   * Makes the functions, for as long as the process lives.
   *
   * @return their number, then their addresses
   */
  public MemorySegment table() {
    List<Body> bodies = bodies();
    MemorySegment table = Arena.global().allocate(JAVA_LONG, 1L + bodies.size());
    table.setAtIndex(JAVA_LONG, 0, bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      table.setAtIndex(JAVA_LONG, 1L + i, stub(bodies.get(i)).address());
    }
    return table;
  }

  @SuppressWarnings("restricted") // the virtual machine is started with native access
  private MemorySegment stub(Body body) {
    MethodType type =
        MethodType.methodType(
            long.class, Body.class, long.class, long.class, long.class, long.class);
    MethodHandle guarded;
    try {
      guarded = MethodHandles.lookup().bind(this, "guard", type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return Linker.nativeLinker().upcallStub(guarded.bindTo(body), DESCRIPTOR, Arena.global());
  }

  /** The body of every function: see {@link #stub}. */
  long guard(Body body, long first, long second, long third, long fourth) {
    try {
      return body.run(first, second, third, fourth);
    } catch (Throwable e) {
      return leftovers.fail(e);
    }
  }
}
