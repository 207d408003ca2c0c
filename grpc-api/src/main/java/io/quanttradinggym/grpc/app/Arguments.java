package io.quanttradinggym.grpc.app;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Words after the command name: options with a value, and flags. */
final class Arguments {
  private static final String PREFIX = "--";

  private final Map<String, String> options = new TreeMap<>();

  /**
   * The options and flags that a command accepts.
   *
   * @param options names of options that take a value, without the dashes
   * @param flags names of options that take no value
   */
  record Usage(List<String> options, List<String> flags) {
    Usage {
      options = List.copyOf(options);
      flags = List.copyOf(flags);
    }

    private String describe() {
      StringBuilder text = new StringBuilder();
      options.forEach(name -> text.append("[--").append(name).append(" VALUE] "));
      flags.forEach(name -> text.append("[--").append(name).append("] "));
      return text.toString().strip();
    }
  }

  private Arguments() {}

  /** Parses {@code words} by {@code usage}; rejects any word that the usage does not declare. */
  static Arguments parse(Usage usage, List<String> words) {
    Arguments arguments = new Arguments();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (!word.startsWith(PREFIX)) {
        throw refusal("unexpected argument: " + word, "argument", word, usage);
      }
      arguments.addOption(word, rest, usage);
    }
    return arguments;
  }

  private void addOption(String word, Iterator<String> rest, Usage usage) {
    int equals = word.indexOf('=');
    String name = word.substring(PREFIX.length(), equals < 0 ? word.length() : equals);
    boolean flag = usage.flags().contains(name);
    if (!flag && !usage.options().contains(name)) {
      throw refusal("unknown option: --" + name, PREFIX + name, word, usage);
    }
    String value;
    if (equals >= 0 && !flag) {
      value = word.substring(equals + 1);
    } else if (equals < 0 && flag) {
      value = "";
    } else if (equals < 0 && rest.hasNext()) {
      value = rest.next();
    } else {
      throw refusal(
          PREFIX + name + (flag ? " takes no value" : " needs a value"), name, word, usage);
    }
    if (options.put(name, value) != null) {
      throw refusal(PREFIX + name + " is given twice", name, value, usage);
    }
  }

  private static ProblemException refusal(String message, String field, String value, Usage usage) {
    String allowed = usage.describe();
    return new ProblemException(
        new Problem(Reason.ARGUMENT, message + "; usage: " + allowed, field, value, allowed));
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  boolean flag(String name) {
    return options.containsKey(name);
  }

  /** Value of an integer option, or its default. */
  int integer(String name, int byDefault, int min, int max) {
    return option(name)
        .map(text -> {
          try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
              return value;
            }
          } catch (NumberFormatException e) {
            // Reported below, like a number out of bounds.
          }
          throw new ProblemException(
              Reason.ARGUMENT, name, text, "an integer from %d to %d".formatted(min, max));
        })
        .orElse(byDefault);
  }
}
