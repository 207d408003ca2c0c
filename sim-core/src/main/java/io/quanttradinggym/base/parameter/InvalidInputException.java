package io.quanttradinggym.base.parameter;

/** Invalid input: {@code field: got VALUE, expected WHAT}. */
public class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Value of a required field that was not given. */
  public static final String MISSING = "(missing)";

  private static final int MAX_SHOWN = 2_000;

  private final String field;
  private final String value;
  private final String shown;
  private final String allowed;

  /**
   * @param value shown in quotes if it is text; text in parentheses is a description, such as "(2
   *     weights)", and is shown without them
   */
  public InvalidInputException(String field, Object value, String allowed) {
    this(message(field, value, allowed), field, value, allowed);
  }

  /** For a message other than {@link #message(String, Object, String)}. */
  public InvalidInputException(String message, String field, Object value, String allowed) {
    this(message, field, plain(value), show(value), allowed);
  }

  private InvalidInputException(
      String message, String field, String value, String shown, String allowed) {
    super(message);
    this.field = field;
    this.value = value;
    this.shown = shown;
    this.allowed = allowed;
  }

  /** The same error for a field of the part at {@code path}. */
  public InvalidInputException within(String path) {
    String full = path + "." + field;
    return new InvalidInputException(format(full, shown, allowed), full, value, shown, allowed);
  }

  /** The text of every error about one value. */
  public static String message(String field, Object value, String allowed) {
    return format(field, show(value), allowed);
  }

  private static String format(String field, String shown, String allowed) {
    return "%s: got %s, expected %s".formatted(field, shown, allowed);
  }

  /** Text in quotes; descriptions, numbers and lists unchanged. */
  private static String show(Object value) {
    if (MISSING.equals(value)) {
      return "nothing";
    }
    boolean quoted = value instanceof CharSequence && !isDescription(value);
    return quoted ? "\"" + cut(String.valueOf(value)) + '"' : plain(value);
  }

  private static String plain(Object value) {
    String text = cut(String.valueOf(value));
    boolean bare = isDescription(value) && !text.equals(MISSING);
    return bare ? text.substring(1, text.length() - 1) : text;
  }

  /** The beginning of an overlong text. */
  private static String cut(String text) {
    return text.length() <= MAX_SHOWN
        ? text
        : "%s… (%d characters)".formatted(text.substring(0, MAX_SHOWN), text.length());
  }

  private static boolean isDescription(Object value) {
    return value instanceof String text && text.startsWith("(") && text.endsWith(")");
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
