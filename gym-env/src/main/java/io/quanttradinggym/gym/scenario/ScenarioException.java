package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.List;

/** A scenario that is not valid. Names its first problem and holds all of them. */
public final class ScenarioException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  private final transient List<InvalidInputException> problems;

  /**
   * @param problems at least one
   */
  public ScenarioException(List<InvalidInputException> problems) {
    super(
        message(problems),
        problems.getFirst().field(),
        problems.getFirst().value(),
        problems.getFirst().allowed());
    this.problems = List.copyOf(problems);
  }

  public ScenarioException(String message, String field, Object value, String allowed) {
    this(List.of(new InvalidInputException(message, field, value, allowed)));
  }

  private static String message(List<InvalidInputException> problems) {
    String first = String.valueOf(problems.getFirst().getMessage());
    return problems.size() == 1 ? first : "%s (and %d more)".formatted(first, problems.size() - 1);
  }

  public List<InvalidInputException> problems() {
    return problems;
  }
}
