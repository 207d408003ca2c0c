package io.quanttradinggym.grpc.stream;

import io.quanttradinggym.grpc.v1.Progress;
import io.quanttradinggym.gym.experiment.ExperimentListener;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Sends the progress of an experiment to the client. Cancels the experiment if the client has
 * disconnected.
 */
public final class CallListener<A> implements ExperimentListener {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final AnswerStream<A> answers;
  private final Function<Progress, A> message;
  private long lastNanos = System.nanoTime() - PROGRESS_NANOS;

  /**
   * @param message creates a response of the call
   */
  public CallListener(AnswerStream<A> answers, Function<Progress, A> message) {
    this.answers = answers;
    this.message = message;
  }

  @Override
  public void onProgress(double fraction, String text) {
    if (isDue(fraction)) {
      Progress progress = Progress.newBuilder().setFraction(fraction).setText(text).build();
      answers.offer(message.apply(progress));
    }
  }

  private synchronized boolean isDue(double fraction) {
    long now = System.nanoTime();
    if (fraction < 1 && now - lastNanos < PROGRESS_NANOS) {
      return false;
    }
    lastNanos = now;
    return true;
  }

  @Override
  public void checkWanted() {
    answers.checkWanted();
  }
}
