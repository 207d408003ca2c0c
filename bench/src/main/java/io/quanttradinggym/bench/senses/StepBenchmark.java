package io.quanttradinggym.bench.senses;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Microseconds a step, with the bars, quotes and trades that the indicators receive in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class StepBenchmark {
  /** Blocks that are observed beside the clock. */
  public enum Senses {
    NONE,
    FEATURES,
    ALL
  }

  @Param public Senses senses = Senses.NONE;

  @SuppressWarnings("NullAway.Init")
  private SensesMarket market;

  @Setup
  public void create() {
    String others =
        ", news, orders, phase, calendar, {type: portfolio-risk, instruments: [0, 1, 2]}, "
            + "{type: touch, history: 16, scaling: running}";
    String blocks =
        switch (senses) {
          case NONE -> "clock";
          case FEATURES -> "clock, " + Blocks.features();
          case ALL -> "clock, " + Blocks.features() + others;
        };
    market = new SensesMarket(blocks, senses == Senses.ALL ? "differential-sharpe" : "pnl");
  }

  @Benchmark
  public double step() {
    return market.step();
  }
}
