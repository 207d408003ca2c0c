package io.quanttradinggym.base.parameter;

/** Input that is not allowed; names the field, the value and what is allowed. */
public class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String value;
  private final String allowed;

  public InvalidInputException(String field, Object value, String allowed) {
    this(
        "%s = %s is not allowed; allowed: %s".formatted(field, value, allowed),
        field,
        value,
        allowed);
  }

  public InvalidInputException(String message, String field, Object value, String allowed) {
    super(message);
    this.field = field;
    this.value = String.valueOf(value);
    this.allowed = allowed;
  }

  /** Dotted path of the offending key or argument. */
  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String allowed() {
    return allowed;
  }
}
