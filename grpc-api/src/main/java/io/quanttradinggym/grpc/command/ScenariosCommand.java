package io.quanttradinggym.grpc.command;

import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the scenarios of the catalogue. */
public final class ScenariosCommand implements Command {
  @Override
  public String name() {
    return "scenarios";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(List.of(), List.of(), List.of(), List.of());
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    return Map.of(
        "scenarios", new Scenarios().all().stream().map(ScenariosCommand::entry).toList());
  }

  private static Map<String, Object> entry(Scenario scenario) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", scenario.name());
    entry.put("title", scenario.title());
    entry.put("gymnasium_id", scenario.environment());
    return entry;
  }
}
