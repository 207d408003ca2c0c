package io.quanttradinggym.gym.scenario;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quanttradinggym.base.parameter.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scenarios are read, or refused with everything that is wrong; nothing else comes out of them. */
class ScenarioFuzzTest {
  private static final String BETWEEN_THE_TEXTS = "\n---\n";
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();

  /** A YAML scenario, and overrides in JSON after a line of three dashes. */
  @FuzzTest
  void scenariosAreReadOrRefused(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    int middle = text.indexOf(BETWEEN_THE_TEXTS);
    String yaml = middle < 0 ? text : text.substring(0, middle);
    String overrides = middle < 0 ? "" : text.substring(middle + BETWEEN_THE_TEXTS.length());
    List<InvalidInputException> problems = LOADER.validate(yaml, overrides);
    for (InvalidInputException problem : problems) {
      if (String.valueOf(problem.getMessage()).isBlank() || problem.field().isBlank()) {
        throw new AssertionError("an error that says nothing", problem);
      }
    }
  }
}
