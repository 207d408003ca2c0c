package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.List;

/** Finds scenarios and reads them. Thread safe. */
public final class Scenarios {
  private final Catalogue catalogue = Catalogue.load();
  private final ScenarioLoader loader = ScenarioLoader.ofClassPath();

  /** The JSON Schema that every scenario file follows. */
  public String jsonSchema() {
    return new ScenarioSchema(loader.markets()).toJson();
  }

  /** Every scenario of the catalogue, by name. */
  public List<Scenario> all() {
    return catalogue.texts().values().stream().map(loader::load).toList();
  }

  /** Names of the catalogue, sorted. */
  public List<String> names() {
    return List.copyOf(catalogue.texts().keySet());
  }

  /** A scenario of the catalogue. */
  public Scenario named(String name, String overridesJson) {
    return loader.load(catalogue.text(name), overridesJson);
  }

  /** A scenario that is given as the text of a file. */
  public Scenario parse(String yaml, String overridesJson) {
    return loader.load(yaml, overridesJson);
  }

  /** All errors of a scenario; empty for a valid one. */
  public List<InvalidInputException> validate(String yaml, String overridesJson) {
    return loader.validate(yaml, overridesJson);
  }

  /** As {@link #validate}; a name that is not in the catalogue is also an error. */
  public List<InvalidInputException> validateNamed(String name, String overridesJson) {
    try {
      return loader.validate(catalogue.text(name), overridesJson);
    } catch (ScenarioException e) {
      return e.problems();
    }
  }
}
