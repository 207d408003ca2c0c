package io.quanttradinggym.grpc.command;

import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The words after a command's name: positional arguments, options with a value, and flags. */
public final class Arguments {
  private static final String PREFIX = "--";

  private final Usage usage;
  private final List<String> positional = new ArrayList<>();
  private final Map<String, String> options = new TreeMap<>();

  /**
   * What a command takes.
   *
   * @param required names of the positional arguments that must be there
   * @param optional names of those that may follow
   * @param options names of the options with a value, without the dashes
   * @param flags names of the options without one
   */
  public record Usage(
      List<String> required, List<String> optional, List<String> options, List<String> flags) {
    public Usage {
      required = List.copyOf(required);
      optional = List.copyOf(optional);
      options = List.copyOf(options);
      flags = List.copyOf(flags);
    }

    private String describe() {
      StringBuilder text = new StringBuilder();
      required.forEach(name -> text.append(name).append(' '));
      optional.forEach(name -> text.append('[').append(name).append("] "));
      options.forEach(name -> text.append("[--").append(name).append(" VALUE] "));
      flags.forEach(name -> text.append("[--").append(name).append("] "));
      return text.isEmpty() ? "no arguments" : text.toString().strip();
    }
  }

  private Arguments(Usage usage) {
    this.usage = usage;
  }

  /** Sorts {@code words} by {@code usage}; anything that it does not foresee is an error. */
  public static Arguments parse(Usage usage, List<String> words) {
    Arguments arguments = new Arguments(usage);
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.startsWith(PREFIX)) {
        arguments.addOption(word, rest);
      } else {
        arguments.addPositional(word);
      }
    }
    if (arguments.positional.size() < usage.required().size()) {
      String missing = usage.required().get(arguments.positional.size());
      throw refusal("%s is missing".formatted(missing), missing, "(missing)", usage);
    }
    return arguments;
  }

  private void addPositional(String word) {
    if (positional.size() == usage.required().size() + usage.optional().size()) {
      throw refusal("unexpected argument: " + word, "argument", word, usage);
    }
    positional.add(word);
  }

  private void addOption(String word, Iterator<String> rest) {
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

  /** A required positional argument. */
  public String get(int index) {
    return positional.get(index);
  }

  public Optional<String> find(int index) {
    return index < positional.size() ? Optional.of(positional.get(index)) : Optional.empty();
  }

  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  public boolean flag(String name) {
    return options.containsKey(name);
  }

  /** A whole number between bounds, or what it is by default. */
  public int integer(String name, int byDefault, int min, int max) {
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

  /** An unsigned 64-bit seed, 0 by default. */
  public long seed(String name) {
    return option(name)
        .map(text -> {
          try {
            return Long.parseUnsignedLong(text);
          } catch (NumberFormatException e) {
            throw new ProblemException(
                Problem.of(
                    Reason.ARGUMENT,
                    name,
                    text,
                    "an integer from 0 to " + Long.toUnsignedString(-1)),
                e);
          }
        })
        .orElse(0L);
  }
}
