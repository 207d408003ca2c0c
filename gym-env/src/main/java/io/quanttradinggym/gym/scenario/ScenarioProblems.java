package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the errors of a scenario, so that all are reported at once. */
public final class ScenarioProblems {
  private static final int MAX_REPORTED = 100;

  private final List<InvalidInputException> problems = new ArrayList<>();
  private int unreported;

  public void add(String field, Object value, String allowed) {
    add(new InvalidInputException(field, value, allowed));
  }

  public void add(InvalidInputException problem) {
    if (isFull()) {
      unreported++;
    } else {
      problems.add(problem);
    }
  }

  /**
   * Returns the value of {@code supplier}; if it fails, records the problem and returns {@code
   * otherwise}.
   */
  public <T> T attempt(Supplier<T> supplier, T otherwise) {
    try {
      return supplier.get();
    } catch (InvalidInputException e) {
      add(e);
      return otherwise;
    }
  }

  /** As {@link #attempt}, for errors that name keys within {@code path}. */
  public <T> T within(String path, Supplier<T> supplier, T otherwise) {
    try {
      return supplier.get();
    } catch (InvalidInputException e) {
      add(e.within(path));
      return otherwise;
    }
  }

  /** Runs a check of the part at {@code path}, whose errors name keys within it. */
  public void check(String path, Runnable check) {
    try {
      check.run();
    } catch (InvalidInputException e) {
      add(e.within(path));
    }
  }

  /** Whether further problems are counted only. */
  boolean isFull() {
    return problems.size() == MAX_REPORTED;
  }

  public int count() {
    return problems.size() + unreported;
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
