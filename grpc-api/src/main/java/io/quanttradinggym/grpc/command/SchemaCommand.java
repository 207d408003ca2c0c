package io.quanttradinggym.grpc.command;

import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.List;
import java.util.Map;

/** Prints the JSON Schema of scenario files. */
public final class SchemaCommand implements Command {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(List.of(), List.of(), List.of(), List.of());
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    return Documents.parseJson(new Scenarios().jsonSchema(), "schema");
  }
}
