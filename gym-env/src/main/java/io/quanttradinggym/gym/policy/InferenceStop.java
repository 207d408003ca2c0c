package io.quanttradinggym.gym.policy;

/** Ends the inferences of one piece of work, the running ones included. Thread safe. */
public final class InferenceStop {
  private volatile boolean stopped;

  /** Ends them for good. */
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }
}
