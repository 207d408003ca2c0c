package io.quanttradinggym.gym.api;

/** A step of an environment without a running episode. */
public final class ResetNeededException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public ResetNeededException(String message) {
    super(message);
  }
}
