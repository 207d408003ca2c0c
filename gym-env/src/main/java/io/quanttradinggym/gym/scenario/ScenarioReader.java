package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.ParameterMaps;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a whole scenario and writes the effective document. */
final class ScenarioReader {
  private final Plugins<MarketType> markets;
  private final ScenarioProblems problems = new ScenarioProblems();
  private final SectionReader root;
  private final Map<String, Object> effective = new LinkedHashMap<>();

  ScenarioReader(Plugins<MarketType> markets, Map<String, Object> document) {
    this.markets = markets;
    root = SectionReader.root(document, problems);
  }

  /**
   * @throws ScenarioException with all errors
   */
  Scenario read() {
    Parameters header = root.parameters(ScenarioHeader.KEYS);
    effective.putAll(ParameterMaps.toMap(ScenarioHeader.KEYS, header));
    MarketType type = marketType();
    effective.put(ScenarioHeader.MARKET, type.type());
    Parameters parameters = root.parameters(type.parameters());
    effective.putAll(ParameterMaps.toMap(type.parameters(), parameters));
    MarketDocument document = new MarketDocument(root, parameters, effective);
    Market market = market(type, document);
    document.finish();
    return new Scenario(
        header.getText("name"),
        header.getText("title"),
        header.getText("environment"),
        header.getText("description"),
        market,
        effective);
  }

  private MarketType marketType() {
    Object given = root.value(ScenarioHeader.MARKET);
    String name = given == null ? ScenarioHeader.DEFAULT_MARKET : String.valueOf(given);
    MarketType type = markets.all().get(name);
    if (type == null) {
      String types = String.join(", ", markets.all().keySet());
      problems.add(
          ScenarioHeader.MARKET, name, types + Suggestions.forWord(name, markets.all().keySet()));
      throw problems.exception();
    }
    return type;
  }

  private Market market(MarketType type, MarketDocument document) {
    try {
      return type.read(document);
    } catch (ScenarioException e) {
      throw e;
    } catch (InvalidInputException e) {
      problems.add(e);
      throw problems.exception();
    }
  }
}
