package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.sim.data.ProgressListener;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** Receives the progress of an experiment, and can cancel it. Implementations are thread safe. */
public interface ExperimentListener {
  /** Ignores progress and never cancels. */
  ExperimentListener NONE =
      new ExperimentListener() {
        @Override
        public void onProgress(double fraction, String text) {}

        @Override
        public void checkWanted() {}
      };

  /**
   * @param fraction from 0 to 1
   * @param text human-readable progress
   */
  void onProgress(double fraction, String text);

  /**
   * Called often, from any thread of the experiment.
   *
   * @throws CancellationException to end the experiment
   */
  void checkWanted();

  /** Reports the number of completed {@code things}, at most once for each per cent. */
  default ProgressListener counting(String things) {
    long[] last = {-1};
    return (done, total) -> {
      checkWanted();
      long percent = total == 0 ? 100 : done * 100 / total;
      if (percent != last[0]) {
        last[0] = percent;
        String text = String.format(Locale.ROOT, "%d of %d %s", done, total, things);
        onProgress(percent / 100.0, text);
      }
    };
  }
}
