package io.quanttradinggym.bench.matching;

import io.quanttradinggym.sim.data.OrderStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole passes over the stream, each engine in a JVM of its own: million messages a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MatchingBenchmark {
  private static final int MESSAGES = 5_002_000;

  @Param public Contender engine = Contender.OURS;

  /** The recorded stream; it must have as many messages as are counted. */
  @Param("../shared/data/matching/stream.bin.xz")
  public String stream = "";

  @SuppressWarnings("NullAway.Init")
  private OrderStream messages;

  @Setup
  public void read() throws IOException {
    messages = OrderStream.read(Path.of(stream));
    if (messages.size() != MESSAGES) {
      throw new IllegalArgumentException(
          "messages: got " + messages.size() + ", expected " + MESSAGES);
    }
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public Object replay() {
    Engine fresh = engine.create(messages);
    fresh.send(messages, 0, MESSAGES);
    return fresh.answer();
  }
}
