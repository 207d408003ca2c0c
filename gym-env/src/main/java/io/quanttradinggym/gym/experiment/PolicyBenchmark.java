package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.gym.policy.OnnxBatch;
import io.quanttradinggym.gym.policy.OnnxModel;

/** Benchmarks of trained policies. */
final class PolicyBenchmark {
  private PolicyBenchmark() {}

  /** Decisions of the model on {@code rows} observations at a time. */
  static Benchmark decide(OnnxModel model, int rows) {
    return new Benchmark("policy n=" + rows, () -> new Decisions(model, rows));
  }

  private static final class Decisions implements Benchmark.Work {
    private final OnnxBatch batch;
    private final float[] observations;
    private final int rows;

    Decisions(OnnxModel model, int rows) {
      this.rows = rows;
      batch = new OnnxBatch(model, rows);
      observations = new float[rows * model.observationSize()];
    }

    @Override
    public void run(Benchmark.Tally tally) {
      batch.run(observations, 0);
      tally.steps(rows);
      tally.call();
    }

    @Override
    public void close() {
      batch.close();
    }
  }
}
