package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Parameters;
import java.util.Map;

/**
 * The part of a scenario that a {@link MarketType} reads.
 *
 * @param root the whole document, after the header was read
 * @param parameters the plain keys of the market type
 * @param effective receives the values read from sections, including defaults
 */
public record MarketDocument(
    SectionReader root, Parameters parameters, Map<String, Object> effective) {
  public ScenarioProblems problems() {
    return root.problems();
  }

  /**
   * Completes the reading.
   *
   * @throws ScenarioException if there is any error, including unknown keys
   */
  public void finish() {
    root.rejectUnknown();
    problems().throwIfAny();
  }
}
