package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the errors of a scenario, so that all are reported at once. */
final class ScenarioProblems {
  private final List<InvalidInputException> problems = new ArrayList<>();

  void add(String field, Object value, String allowed) {
    problems.add(new InvalidInputException(field, value, allowed));
  }

  void add(InvalidInputException problem) {
    problems.add(problem);
  }

  /**
   * Returns the value of {@code supplier}; if it fails, records the problem and returns {@code
   * otherwise}.
   */
  <T> T attempt(Supplier<T> supplier, T otherwise) {
    try {
      return supplier.get();
    } catch (InvalidInputException e) {
      problems.add(e);
      return otherwise;
    }
  }

  /** As {@link #attempt}, for errors that name keys within {@code path}. */
  <T> T within(String path, Supplier<T> supplier, T otherwise) {
    try {
      return supplier.get();
    } catch (InvalidInputException e) {
      problems.add(e.within(path));
      return otherwise;
    }
  }

  /** Runs a check of the part at {@code path}, whose errors name keys within it. */
  void check(String path, Runnable check) {
    try {
      check.run();
    } catch (InvalidInputException e) {
      problems.add(e.within(path));
    }
  }

  int count() {
    return problems.size();
  }

  /**
   * @throws ScenarioException if there is any problem
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
  }
}
