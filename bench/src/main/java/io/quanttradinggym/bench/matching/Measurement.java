package io.quanttradinggym.bench.matching;

import com.sun.management.ThreadMXBean;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.data.OrderStream;
import java.lang.management.ManagementFactory;
import java.util.List;

/** One measured pass over a stream into a fresh book. */
final class Measurement {
  private Measurement() {}

  static Engine.Answer answer(Contender contender, OrderStream stream) {
    Engine engine = contender.create(stream);
    engine.send(stream, 0, stream.size());
    return engine.answer();
  }

  /** The speed of a whole pass, whose trades must be those expected. */
  static double messagesPerMicrosecond(
      Contender contender, OrderStream stream, Engine.Answer expected) {
    Engine engine = contender.create(stream);
    long start = System.nanoTime();
    engine.send(stream, 0, stream.size());
    long nanos = System.nanoTime() - start;
    if (!engine.answer().equals(expected)) {
      throw new IllegalStateException(
          contender.label() + ": trades: got " + engine.answer() + ", expected " + expected);
    }
    return (double) stream.size() * Units.NANOS_PER_MICRO / nanos;
  }

  /** Allocated by this thread for each message, once the book has seen a fifth of the stream. */
  static double bytesPerMessage(Contender contender, OrderStream stream) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Engine engine = contender.create(stream);
    int warm = stream.size() / 5;
    engine.send(stream, 0, warm);
    long before = threads.getCurrentThreadAllocatedBytes();
    engine.send(stream, warm, stream.size());
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    return (double) bytes / (stream.size() - warm);
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
