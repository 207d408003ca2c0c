package io.quanttradinggym.gym.policy.onnx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The environment of ONNX Runtime, without its telemetry. The telemetry would send events to
 * Microsoft, write files in the home and temporary folders, and end the process by a stack overflow
 * if the command line is long.
 */
public final class OnnxEnvironment {
  /** ONNX Runtime reads this environment variable when its environment is created. */
  static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";

  private static final OrtEnvironment ENVIRONMENT = create();

  private OnnxEnvironment() {}

  /** The environment; creates it on first use. */
  public static OrtEnvironment get() {
    return ENVIRONMENT;
  }

  private static OrtEnvironment create() {
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("setenv") // every system but Windows has it
        .ifPresent(address -> setVariable(linker, address));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try {
      environment.setTelemetry(false); // on Windows
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    return environment;
  }

  @SuppressWarnings("restricted") // loading ONNX Runtime needs native access, too
  private static void setVariable(Linker linker, MemorySegment address) {
    MethodHandle setenv =
        linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int) setenv.invokeExact(arena.allocateFrom(NO_TELEMETRY), arena.allocateFrom("1"), 1);
      if (failed != 0) {
        throw new IllegalStateException("cannot set " + NO_TELEMETRY);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // setenv throws nothing
    }
  }
}
