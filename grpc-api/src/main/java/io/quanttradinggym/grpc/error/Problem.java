package io.quanttradinggym.grpc.error;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * One error: its kind, its message, and the field, value and expectation of the rejected input. The
 * last three are empty if no single value is the cause.
 */
public record Problem(Reason reason, String message, String field, String value, String allowed) {
  // Errors travel in HTTP/2 trailers. Clients accept 8 KiB of trailers, and the error is encoded
  // twice.
  private static final int MAX_MESSAGE = 1_200;
  private static final int MAX_VALUE = 200;
  private static final int MAX_ALLOWED = 800;

  public Problem {
    message = clip(message, MAX_MESSAGE);
    value = clip(value, MAX_VALUE);
    allowed = clip(allowed, MAX_ALLOWED);
  }

  /** An error that no single input value caused. */
  public static Problem of(Reason reason, String message) {
    return new Problem(reason, message, "", "", "");
  }

  /** An invalid input value. */
  public static Problem of(Reason reason, String field, Object value, String allowed) {
    return new Problem(
        reason,
        InvalidInputException.message(field, clipped(value), allowed),
        field,
        String.valueOf(value),
        allowed);
  }

  private static Object clipped(Object value) {
    return value instanceof CharSequence text ? clip(text.toString(), MAX_VALUE) : value;
  }

  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
