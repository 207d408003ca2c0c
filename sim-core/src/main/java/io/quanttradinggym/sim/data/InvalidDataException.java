package io.quanttradinggym.sim.data;

import io.quanttradinggym.base.parameter.InvalidInputException;

/**
 * An input file with invalid content. The message names the file and the line, the field, its value
 * and the expected value.
 */
public final class InvalidDataException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where file, with the line or record if known
   * @param value shown in quotes if it is text
   */
  public InvalidDataException(String where, String field, Object value, String allowed) {
    super(where + ": " + message(field, value, allowed), field, value, allowed);
  }
}
