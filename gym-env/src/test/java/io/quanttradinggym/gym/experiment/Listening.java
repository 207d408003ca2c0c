package io.quanttradinggym.gym.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the reported progress and cancels after a number of checks. */
final class Listening implements ExperimentListener {
  final List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
  final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger checks = new AtomicInteger();
  private final int wanted;

  /**
   * @param wanted number of checks that pass
   */
  Listening(int wanted) {
    this.wanted = wanted;
  }

  @Override
  public void onProgress(double fraction, String text) {
    fractions.add(fraction);
    texts.add(text);
  }

  @Override
  public void checkWanted() {
    if (checks.incrementAndGet() > wanted) {
      throw new CancellationException("enough");
    }
  }
}
