package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.Parameters;
import java.util.Map;

/**
 * The part of a scenario that a {@link MarketType} reads.
 *
 * @param root the whole document, whose header was read
 * @param parameters the plain keys of the market type
 * @param effective takes what was read from sections, every default filled in
 */
public record MarketDocument(
    SectionReader root, Parameters parameters, Map<String, Object> effective) {
  public ScenarioProblems problems() {
    return root.problems();
  }

  /**
   * Everything was read.
   *
   * @throws ScenarioException if anything was wrong, keys that nobody asked for included
   */
  public void finish() {
    root.rejectUnknown();
    problems().throwIfAny();
  }
}
