package io.quanttradinggym.grpc.scenario;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.scenario.Catalogue;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.ScenarioException;
import io.quanttradinggym.gym.scenario.ScenarioLoader;
import io.quanttradinggym.gym.scenario.ScenarioSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A scenario of the catalogue, or of a file where the catalogue has no such name. */
  public Scenario find(String nameOrFile, String overridesJson) {
    return loader.load(text(nameOrFile), overridesJson);
  }

  /** Where the relative paths that a scenario names start from: beside its file. */
  public static Path folder(String nameOrFile) {
    Path folder = Path.of(nameOrFile).toAbsolutePath().getParent();
    return Files.isRegularFile(Path.of(nameOrFile)) && folder != null ? folder : Path.of("");
  }

  private String text(String nameOrFile) {
    Path file = Path.of(nameOrFile);
    if (catalogue.texts().containsKey(nameOrFile) || !Files.isRegularFile(file)) {
      return catalogue.text(nameOrFile);
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that is wrong with a scenario; empty for a valid one. */
  public List<InvalidInputException> validate(String yaml, String overridesJson) {
    return loader.validate(yaml, overridesJson);
  }

  /** As {@link #validate}; a name that the catalogue does not have is wrong as well. */
  public List<InvalidInputException> validateNamed(String name, String overridesJson) {
    try {
      return loader.validate(catalogue.text(name), overridesJson);
    } catch (ScenarioException e) {
      return e.problems();
    }
  }
}
