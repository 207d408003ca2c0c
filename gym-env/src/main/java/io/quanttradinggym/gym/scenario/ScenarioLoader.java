package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Documents;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Creates scenarios from documents. Built-in defaults &lt; scenario &lt; overrides; maps merge,
 * lists replace, null restores the default, and a plug-in of another type replaces the previous
 * plug-in. Thread safe.
 */
public final class ScenarioLoader {
  private final Plugins<MarketType> markets;

  /**
   * @param markets types of markets that scenarios can name
   */
  public ScenarioLoader(Plugins<MarketType> markets) {
    this.markets = markets;
  }

  /** A loader of scenarios for every market on the class path. */
  public static ScenarioLoader ofClassPath() {
    return new ScenarioLoader(Plugins.load(MarketType.class));
  }

  /**
   * @param yaml text of a scenario file
   * @throws ScenarioException with everything that is wrong
   */
  public Scenario load(String yaml) {
    return load(yaml, "");
  }

  /**
   * @param yaml text of a scenario file
   * @param overridesJson a JSON object; empty = none
   * @throws ScenarioException with everything that is wrong
   */
  public Scenario load(String yaml, String overridesJson) {
    try {
      Map<String, Object> document = Documents.parseYaml(yaml, "scenario");
      Map<String, Object> over =
          overridesJson.isBlank()
              ? new TreeMap<>()
              : Documents.parseJson(overridesJson, "overrides");
      return load(document, over);
    } catch (ScenarioException e) {
      throw e;
    } catch (InvalidInputException e) {
      throw new ScenarioException(List.of(e));
    }
  }

  /** As {@link #load(String, String)}, of documents already parsed. */
  public Scenario load(Map<String, ?> document, Map<String, ?> overrides) {
    Map<String, Object> base =
        Overrides.merge(new TreeMap<String, Object>(), Overrides.normalise(document));
    return new ScenarioReader(markets, Overrides.merge(base, Overrides.normalise(overrides)))
        .read();
  }

  /** All errors; empty for a valid scenario. */
  public List<InvalidInputException> validate(String yaml, String overridesJson) {
    try {
      load(yaml, overridesJson);
      return List.of();
    } catch (ScenarioException e) {
      return e.problems();
    }
  }

  /** The types of markets that scenarios can name. */
  public Plugins<MarketType> markets() {
    return markets;
  }
}
