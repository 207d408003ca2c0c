package io.quanttradinggym.bench.matching;

import io.quanttradinggym.sim.data.OrderStream;
import org.HdrHistogram.Histogram;

/**
 * How long single messages take, the reading of the clock included. The second of two passes, so
 * that the way in is compiled.
 */
final class Latencies {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram nanos = new Histogram(SIGNIFICANT_DIGITS);

  private Latencies() {}

  static Latencies of(Contender contender, OrderStream stream) {
    new Latencies().replay(contender.create(stream), stream);
    Latencies latencies = new Latencies();
    latencies.replay(contender.create(stream), stream);
    return latencies;
  }

  /** The same with nothing between two readings. */
  static Latencies ofTheClock(int readings) {
    Latencies latencies = new Latencies();
    for (int i = 0; i < readings; i++) {
      long start = System.nanoTime();
      latencies.nanos.recordValue(System.nanoTime() - start);
    }
    return latencies;
  }

  private void replay(Engine engine, OrderStream stream) {
    for (int i = 0; i < stream.size(); i++) {
      long start = System.nanoTime();
      engine.send(stream, i, i + 1);
      nanos.recordValue(System.nanoTime() - start);
    }
  }

  long nanos(double percentile) {
    return nanos.getValueAtPercentile(percentile);
  }
}
