package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.scenario.Catalogue;
import io.quanttradinggym.gym.scenario.MarketType;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.ScenarioLoader;
import io.quanttradinggym.gym.scenario.ScenarioSchema;
import io.quanttradinggym.gym.scenario.SchemaCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference and the schema in docs/ say what the code declares. {@code mvn -pl gym-env -am test
 * -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dqtg.update=true} writes them anew.
 */
final class ReferenceTest {
  private static final PluginRegistry REGISTRY = PluginRegistry.load();
  private static final Plugins<MarketType> MARKETS = Plugins.load(MarketType.class);
  private static final Path DOCS = Path.of("..", "docs");
  private static final String BEGIN = "<!-- generated from here on: see ReferenceTest -->\n\n";

  private static void assertUpToDate(Path file, String expected, String actual) throws IOException {
    if (Boolean.getBoolean("qtg.update")) {
      Files.writeString(file, expected);
    } else {
      assertEquals(expected, actual, file + " is out of date: see " + ReferenceTest.class);
    }
  }

  @Test
  void referenceIsUpToDate() throws IOException {
    Path file = DOCS.resolve("scenarios.md");
    String text = Files.readString(file);
    assertTrue(text.contains(BEGIN), "the marker is missing");
    String written = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    assertUpToDate(file, written + Reference.write(REGISTRY), text);
  }

  @Test
  void schemaIsUpToDate() throws IOException {
    Path file = DOCS.resolve("scenario.schema.json");
    String text = Files.exists(file) ? Files.readString(file) : "";
    assertUpToDate(file, new ScenarioSchema(MARKETS).toJson(), text);
  }

  static List<String> scenarios() {
    return List.copyOf(Catalogue.load().texts().values());
  }

  /** The schema knows every key that the files of the catalogue use, effective ones included. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void schemaKnowsTheScenarios(String yaml) {
    Map<String, Object> schema = new ScenarioSchema(MARKETS).toMap();
    Scenario scenario = new ScenarioLoader(MARKETS).load(yaml);
    assertEquals(List.of(), SchemaCheck.problems(schema, Documents.parseYaml(yaml, "yaml")));
    assertEquals(List.of(), SchemaCheck.problems(schema, scenario.effective()));
  }

  @Test
  void schemaRefusesWhatTheLoaderRefuses() {
    Map<String, Object> schema = new ScenarioSchema(MARKETS).toMap();
    String good =
        "name: a\ninstruments: [{}]\nobservation: [clock]\naction: direction\nreward: [pnl]\n";
    assertEquals(List.of(), SchemaCheck.problems(schema, Documents.parseYaml(good, "yaml")));
    for (String bad :
        List.of(
            good.replace("name: a", "nam: a"),
            good.replace("[clock]", "[tick]"),
            good.replace("[clock]", "[]"),
            good.replace("direction", "{type: direction, quantity: 0}"),
            good.replace("direction", "{type: direction, quantity: 1.5}"),
            good.replace("direction", "{type: direction, amount: 1}"),
            good + "episode: {duration: 10}\n",
            good + "episode: {duration: 10 minutes}\n",
            good + "population: [{type: onnx}]\n",
            good + "trader: {latency: {min: 1ms}}\n",
            good + "trader: {parent_order: {side: up}}\n")) {
      assertTrue(!SchemaCheck.problems(schema, Documents.parseYaml(bad, "yaml")).isEmpty(), bad);
      assertTrue(!new ScenarioLoader(MARKETS).validate(bad, "").isEmpty(), bad);
    }
  }
}
