package io.quanttradinggym.sim.data;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * An input file that says something it may not; the message names the file and the line, the field,
 * its value and what is allowed.
 */
public final class InvalidDataException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the file, with the line or record where there is one
   */
  public InvalidDataException(String where, String field, String value, String allowed) {
    super(where + ": " + field + " = " + value + ", allowed: " + allowed, field, value, allowed);
  }
}
