package io.quanttradinggym.sim.data;

/** Hears from time to time how far a long run is. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (done, total) -> {};

  void onProgress(long done, long total);
}
