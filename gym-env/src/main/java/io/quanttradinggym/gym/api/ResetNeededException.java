package io.quanttradinggym.gym.api;

/** A step was asked of an environment whose episode has not begun, or is over. */
public final class ResetNeededException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public ResetNeededException(String message) {
    super(message);
  }
}
