package io.quanttradinggym.gym.policy;

/** Aborts all inferences of one operation, including running ones. Thread safe. */
public final class InferenceStop {
  private volatile boolean stopped;

  /** Aborts all inferences and prevents new ones. */
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }
}
