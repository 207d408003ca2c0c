package io.quanttradinggym.base.parameter;

import io.quanttradinggym.base.unit.Units;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and times of day in human-readable form: "250ms", "6h30m", "09:30". */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ns|us|ms|s|m|h))+");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2}))?");
  private static final long MAX_NANOS = 1000L * 24 * Units.NANOS_PER_HOUR;
  private static final String[] SUFFIXES = {"h", "m", "s", "ms", "us", "ns"};

  private Durations() {}

  /** Nanoseconds of a duration such as "10m", "1h30m" or "0.5s". */
  public static long parseNanos(String field, String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new InvalidInputException(field, text, "a duration such as 250ms, 30s, 10m or 6h30m");
    }
    double nanos = 0;
    Matcher matcher = PART.matcher(text);
    while (matcher.find()) {
      nanos += Double.parseDouble(matcher.group(1)) * unitNanos(matcher.group(2));
    }
    if (nanos > MAX_NANOS) {
      throw new InvalidInputException(field, text, "at most 24000h");
    }
    return Math.round(nanos);
  }

  /** Nanoseconds since midnight of a time of day such as "09:30" or "16:00:00". */
  public static long parseTimeOfDay(String field, String text) {
    Matcher matcher = CLOCK.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInputException(field, text, "a time of day such as 09:30 or 16:00:00");
    }
    int hours = Integer.parseInt(matcher.group(1));
    int minutes = Integer.parseInt(matcher.group(2));
    int seconds = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    if (hours > 23 || minutes > 59 || seconds > 59) {
      throw new InvalidInputException(field, text, "00:00:00 to 23:59:59");
    }
    return ((hours * 60L + minutes) * 60 + seconds) * Units.NANOS_PER_SECOND;
  }

  /** The shortest text that {@link #parseNanos} reads back as {@code nanos}. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = nanos;
    for (String unit : SUFFIXES) {
      long size = unitNanos(unit);
      if (rest >= size) {
        text.append(rest / size).append(unit);
        rest %= size;
      }
    }
    return text.toString();
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "h" -> Units.NANOS_PER_HOUR;
      case "m" -> Units.NANOS_PER_MINUTE;
      case "s" -> Units.NANOS_PER_SECOND;
      case "ms" -> Units.NANOS_PER_MILLI;
      case "us" -> Units.NANOS_PER_MICRO;
      default -> 1L;
    };
  }
}
