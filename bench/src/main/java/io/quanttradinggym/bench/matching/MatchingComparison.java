package io.quanttradinggym.bench.matching;

import io.quanttradinggym.sim.data.OrderStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Sends the same decoded stream through every engine in one JVM, pass by pass in turn, and prints a
 * Markdown table: median speed, bytes allocated, latencies. Engines that do not give the same
 * trades are an error.
 */
public final class MatchingComparison {
  private static final int WARM_UP_PASSES = 3;
  private static final int PASSES = 9;

  private final OrderStream stream;
  private final PrintStream out;

  private MatchingComparison(OrderStream stream, PrintStream out) {
    this.stream = stream;
    this.out = out;
  }

  /** Argument: the stream's file. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("one argument is needed: the file of an order stream (.bin, .gz or .xz)");
      System.exit(2);
    }
    new MatchingComparison(OrderStream.read(Path.of(arguments[0])), System.out).run();
  }

  private void run() {
    Map<Contender, List<Double>> speeds = new EnumMap<>(Contender.class);
    Engine.Answer expected = Measurement.answer(Contender.PARITY, stream);
    for (int pass = -WARM_UP_PASSES; pass < PASSES; pass++) {
      for (Contender contender : Contender.values()) {
        double speed = Measurement.messagesPerMicrosecond(contender, stream, expected);
        if (pass >= 0) {
          speeds.computeIfAbsent(contender, key -> new ArrayList<>()).add(speed);
        }
      }
    }
    out.printf(
        "Java %s; %,d messages, %d passes each, one thread; every engine: %,d trades, volume %,d,"
            + " trade hash %016x%n%n",
        Runtime.version(),
        stream.size(),
        PASSES,
        expected.trades(),
        expected.volumeLots(),
        expected.hash());
    printSpeeds(speeds);
    printLatencies();
  }

  private void printSpeeds(Map<Contender, List<Double>> speeds) {
    double ours = Measurement.median(speeds.getOrDefault(Contender.OURS, List.of()));
    out.println("| engine | million messages/s, median (min–max) | ours is | bytes/message |");
    out.println("|---|---|---|---|");
    speeds.forEach((contender, all) -> {
      double median = Measurement.median(all);
      double slowest = all.stream().mapToDouble(x -> x).min().orElseThrow();
      double fastest = all.stream().mapToDouble(x -> x).max().orElseThrow();
      double bytes = Measurement.bytesPerMessage(contender, stream);
      out.printf(
          "| %s | %.1f (%.1f–%.1f) | %.2f × | %.3f |%n",
          contender.label(), median, slowest, fastest, ours / median, bytes);
    });
  }

  private void printLatencies() {
    out.println();
    out.println("| nanoseconds a message | p50 | p90 | p99 | p99.9 | p99.99 | max |");
    out.println("|---|---|---|---|---|---|---|");
    for (Contender contender : Contender.values()) {
      printLatency(contender.label(), Latencies.of(contender, stream));
    }
    printLatency("(the clock itself)", Latencies.ofTheClock(stream.size()));
  }

  private void printLatency(String label, Latencies latencies) {
    out.printf("| %s |", label);
    for (double percentile : new double[] {50, 90, 99, 99.9, 99.99, 100}) {
      out.printf(" %,d |", latencies.nanos(percentile));
    }
    out.println();
  }
}
