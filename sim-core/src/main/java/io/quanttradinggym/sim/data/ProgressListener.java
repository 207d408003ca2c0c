package io.quanttradinggym.sim.data;

/** Receives the progress of a long run. */
@FunctionalInterface
public interface ProgressListener {
  /** Ignores progress. */
  ProgressListener NONE = (done, total) -> {};

  void onProgress(long done, long total);
}
