package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugin;

/**
 * A kind of market that scenarios can choose by the key {@code market}. It names the keys of its
 * scenarios, reads them, and makes the environments. {@link #parameters} are its plain keys at the
 * top level of a scenario.
 */
public interface MarketType extends Plugin {
  /** Adds the keys beside the {@link #parameters}. */
  default void describe(MarketSchema schema) {}

  /**
   * Reads a scenario of this type. What is wrong goes to the document's problems; what concerns the
   * market as a whole may be thrown.
   *
   * @throws InvalidInputException if the market cannot be made
   */
  Market read(MarketDocument document);
}
