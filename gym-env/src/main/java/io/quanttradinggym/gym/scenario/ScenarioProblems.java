package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the errors of a scenario, so that all are reported at once. */
public final class ScenarioProblems {
  private final List<InvalidInputException> problems = new ArrayList<>();

  public void add(String field, Object value, String allowed) {
    problems.add(new InvalidInputException(field, value, allowed));
  }

  public void add(InvalidInputException problem) {
    problems.add(problem);
  }

  /** Returns the value of {@code supplier}; if it fails, records the problem and returns {@code otherwise}. */
  public <T> T attempt(Supplier<T> supplier, T otherwise) {
    try {
      return supplier.get();
    } catch (InvalidInputException e) {
      problems.add(e);
      return otherwise;
    }
  }

  /** As {@link #attempt}, for errors that name keys within {@code path}. */
  public <T> T within(String path, Supplier<T> supplier, T otherwise) {
    try {
      return supplier.get();
    } catch (InvalidInputException e) {
      problems.add(e.within(path));
      return otherwise;
    }
  }

  /** Runs a check of the part at {@code path}, whose errors name keys within it. */
  public void check(String path, Runnable check) {
    try {
      check.run();
    } catch (InvalidInputException e) {
      problems.add(e.within(path));
    }
  }

  public int count() {
    return problems.size();
  }

  /**
   * @throws ScenarioException if there is any problem
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw exception();
    }
  }

  /** All problems, of which there is at least one. */
  ScenarioException exception() {
    return new ScenarioException(problems);
  }
}
