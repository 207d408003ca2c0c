package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugin;

/**
 * A kind of market that scenarios can choose by the key {@code market}. It declares the keys of its
 * scenarios, reads them, and creates the environments. {@link #parameters} are its plain keys at
 * the top level of a scenario.
 */
public interface MarketType extends Plugin {
  /** Adds the keys other than the {@link #parameters}. */
  default void describe(MarketSchema schema) {}

  /**
   * Reads a scenario of this type. Errors are added to the problems of the document; errors of the
   * market as a whole may be thrown.
   *
   * @throws InvalidInputException if the market cannot be created
   */
  Market read(MarketDocument document);
}
