package io.quanttradinggym.grpc.error;

/**
 * One error as its reader needs it: what kind, in words, and which value of what was refused and
 * what would have been allowed. The last three are empty where there is no such value.
 */
public record Problem(Reason reason, String message, String field, String value, String allowed) {
  // Errors travel in HTTP/2 trailers, of which clients accept 8 KiB, encoded twice.
  private static final int MAX_MESSAGE = 1_200;
  private static final int MAX_VALUE = 200;
  private static final int MAX_ALLOWED = 800;

  public Problem {
    message = clip(message, MAX_MESSAGE);
    value = clip(value, MAX_VALUE);
    allowed = clip(allowed, MAX_ALLOWED);
  }

  /** An error that no single value is the cause of. */
  public static Problem of(Reason reason, String message) {
    return new Problem(reason, message, "", "", "");
  }

  /** A value that is not allowed. */
  public static Problem of(Reason reason, String field, Object value, String allowed) {
    return new Problem(
        reason,
        "%s = %s is not allowed; allowed: %s"
            .formatted(field, clip(String.valueOf(value), MAX_VALUE), allowed),
        field,
        String.valueOf(value),
        allowed);
  }

  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
