package io.quanttradinggym.grpc.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.inprocess.Upcalls;
import io.quanttradinggym.grpc.service.LocalServer;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The door through which a process that has loaded the virtual machine starts the engine. */
public final class InProcess {
  /** The system property that names the log. */
  private static final String LOG = "quanttradinggym.log";

  private InProcess() {}

  /**
   * Starts the engine, once in a process.
   *
   * @return address of the functions: see {@link Upcalls#table}; where the start has failed, of a
   *     negative number, whose magnitude is the length of the UTF-8 text that follows
   */
  public static long start() {
    try {
      redirectOutput();
      Logs.configure();
      Scenarios scenarios = new Scenarios();
      Py4jGateway gateway = new Py4jGateway(new LiveSimulations(scenarios), Tokens::random);
      LocalServer server = LocalServer.start(BuildInfo.identity(), scenarios, gateway);
      return new Upcalls(server).table().address();
    } catch (Throwable e) {
      return report(Problems.of(e).message().getBytes(UTF_8)).address();
    }
  }

  /** Standard output and error are the host's: what is written to them would get among its own. */
  private static void redirectOutput() throws IOException {
    String log = System.getProperty(LOG);
    if (log != null) {
      PrintStream stream = new PrintStream(new FileOutputStream(log, true), true, UTF_8);
      System.setOut(stream);
      System.setErr(stream);
    }
  }

  private static MemorySegment report(byte[] text) {
    MemorySegment report = Arena.global().allocate(Long.BYTES + text.length, Long.BYTES);
    report.set(ValueLayout.JAVA_LONG, 0, -text.length);
    MemorySegment.copy(text, 0, report, ValueLayout.JAVA_BYTE, Long.BYTES, text.length);
    return report;
  }
}
