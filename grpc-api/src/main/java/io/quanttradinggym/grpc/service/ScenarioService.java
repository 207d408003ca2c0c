package io.quanttradinggym.grpc.service;

import io.grpc.stub.StreamObserver;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.grpc.mapping.ProtoMapping;
import io.quanttradinggym.grpc.v1.DescribeScenarioRequest;
import io.quanttradinggym.grpc.v1.DescribeScenarioResponse;
import io.quanttradinggym.grpc.v1.GetScenarioSchemaRequest;
import io.quanttradinggym.grpc.v1.GetScenarioSchemaResponse;
import io.quanttradinggym.grpc.v1.ListFeaturesRequest;
import io.quanttradinggym.grpc.v1.ListFeaturesResponse;
import io.quanttradinggym.grpc.v1.ListScenariosRequest;
import io.quanttradinggym.grpc.v1.ListScenariosResponse;
import io.quanttradinggym.grpc.v1.ScenarioServiceGrpc.ScenarioServiceImplBase;
import io.quanttradinggym.grpc.v1.ValidateScenarioRequest;
import io.quanttradinggym.grpc.v1.ValidateScenarioResponse;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.sim.feature.IndicatorType;

/** Lists, explains and checks scenarios. Requires the token but no handshake. */
final class ScenarioService extends ScenarioServiceImplBase {
  private final Scenarios scenarios;
  private final ScenarioSources sources;

  ScenarioService(Scenarios scenarios) {
    this.scenarios = scenarios;
    sources = new ScenarioSources(scenarios);
  }

  @Override
  public void listScenarios(
      ListScenariosRequest request, StreamObserver<ListScenariosResponse> responses) {
    Calls.answer(responses, this::list);
  }

  private ListScenariosResponse list() {
    ListScenariosResponse.Builder response = ListScenariosResponse.newBuilder();
    for (Scenario scenario : scenarios.all()) {
      response.addScenarios(
          ListScenariosResponse.Entry.newBuilder()
              .setName(scenario.name())
              .setTitle(scenario.title())
              .setGymnasiumId(scenario.environment()));
    }
    return response.build();
  }

  @Override
  public void describeScenario(
      DescribeScenarioRequest request, StreamObserver<DescribeScenarioResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          Scenario scenario = sources.read(request.getScenario());
          return DescribeScenarioResponse.newBuilder()
              .setEffectiveYaml(scenario.effectiveYaml())
              .setEffectiveJson(scenario.effectiveJson())
              .setEnvironment(
                  ProtoMapping.spec(scenario.environments(EnvironmentOptions.defaults())))
              .build();
        });
  }

  @Override
  public void getScenarioSchema(
      GetScenarioSchemaRequest request, StreamObserver<GetScenarioSchemaResponse> responses) {
    Calls.answer(
        responses,
        () -> GetScenarioSchemaResponse.newBuilder().setJsonSchema(scenarios.jsonSchema()).build());
  }

  @Override
  public void validateScenario(
      ValidateScenarioRequest request, StreamObserver<ValidateScenarioResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ValidateScenarioResponse.Builder response = ValidateScenarioResponse.newBuilder();
          sources
              .validate(request.getScenario())
              .forEach(problem -> response.addProblems(problem(problem)));
          return response.build();
        });
  }

  @Override
  public void listFeatures(
      ListFeaturesRequest request, StreamObserver<ListFeaturesResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ListFeaturesResponse.Builder response = ListFeaturesResponse.newBuilder();
          Plugins.load(IndicatorType.class)
              .all()
              .values()
              .forEach(type -> response.addFeatures(feature(type)));
          return response.build();
        });
  }

  private static ListFeaturesResponse.Feature feature(IndicatorType type) {
    ListFeaturesResponse.Feature.Builder feature =
        ListFeaturesResponse.Feature.newBuilder()
            .setName(type.type())
            .setDescription(type.description())
            .addAllOutputs(type.outputs());
    for (ParameterSpec spec : type.parameters()) {
      Object defaultValue = spec.defaultValue();
      feature.addParameters(
          ListFeaturesResponse.Parameter.newBuilder()
              .setName(spec.name())
              .setUnit(spec.unit())
              .setDefaultValue(defaultValue == null ? "" : String.valueOf(defaultValue))
              .setDescription(spec.description()));
    }
    return feature.build();
  }

  private static ValidateScenarioResponse.Problem problem(InvalidInputException problem) {
    return ValidateScenarioResponse.Problem.newBuilder()
        .setField(problem.field())
        .setValue(problem.value())
        .setAllowed(problem.allowed())
        .setMessage(String.valueOf(problem.getMessage()))
        .build();
  }
}
