package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.v1.DescribeScenarioRequest;
import io.quanttradinggym.grpc.v1.DescribeScenarioResponse;
import io.quanttradinggym.grpc.v1.GetScenarioSchemaRequest;
import io.quanttradinggym.grpc.v1.ListScenariosRequest;
import io.quanttradinggym.grpc.v1.ListScenariosResponse;
import io.quanttradinggym.grpc.v1.ScenarioServiceGrpc;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.ValidateScenarioRequest;
import io.quanttradinggym.grpc.v1.ValidateScenarioResponse;
import io.quanttradinggym.gym.config.Documents;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Without a handshake: what is asked here belongs to no connection. */
final class ScenarioServiceTest {
  private static TestServer server;
  private static ScenarioServiceGrpc.ScenarioServiceBlockingStub stub;

  @BeforeAll
  static void start() {
    server = new TestServer();
    stub = ScenarioServiceGrpc.newBlockingStub(server.connect(TestServer.TOKEN));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static DescribeScenarioResponse describe(ScenarioSource.Builder source) {
    return stub.describeScenario(DescribeScenarioRequest.newBuilder().setScenario(source).build());
  }

  private static ValidateScenarioResponse validate(ScenarioSource.Builder source) {
    return stub.validateScenario(ValidateScenarioRequest.newBuilder().setScenario(source).build());
  }

  @Test
  void theCatalogueIsListed() {
    ListScenariosResponse list = stub.listScenarios(ListScenariosRequest.getDefaultInstance());
    ListScenariosResponse.Entry entry =
        list.getScenariosList().stream()
            .filter(e -> e.getName().equals("market-making"))
            .findAny()
            .orElseThrow();
    assertEquals("QuantTradingGym/MarketMaking-v0", entry.getGymnasiumId());
    assertTrue(entry.getTitle().length() > 5);
  }

  @Test
  void theEffectiveScenarioReadsBackAsItself() {
    DescribeScenarioResponse named =
        describe(
            ScenarioSource.newBuilder()
                .setName("order-execution")
                .setOverridesJson("{\"trader\": {\"latency\": \"7ms\"}}"));
    assertTrue(named.getEffectiveYaml().contains("7ms"), named::getEffectiveYaml);
    DescribeScenarioResponse given =
        describe(ScenarioSource.newBuilder().setYaml(named.getEffectiveYaml()));
    assertEquals(named, given);
    assertEquals("order-execution", Documents.parseJson(given.getEffectiveJson(), "x").get("name"));
  }

  @Test
  void allProblemsOfAScenarioAreTold() {
    ValidateScenarioResponse response =
        validate(
            ScenarioSource.newBuilder()
                .setName("market-making")
                .setOverridesJson(
                    "{\"episode\": {\"duratoin\": \"3s\"}, \"trader\": {\"max_position\": -5}}"));
    List<String> fields =
        response.getProblemsList().stream()
            .map(ValidateScenarioResponse.Problem::getField)
            .sorted()
            .toList();
    assertEquals(List.of("episode.duratoin", "trader.max_position"), fields);
    assertEquals(
        0, validate(ScenarioSource.newBuilder().setName("market-making")).getProblemsCount());
    assertEquals(
        "scenario",
        validate(ScenarioSource.newBuilder().setName("nothing")).getProblems(0).getField());
    assertTrue(validate(ScenarioSource.newBuilder().setYaml("a: [")).getProblemsCount() > 0);
  }

  @Test
  void theSchemaIsJson() {
    String schema =
        stub.getScenarioSchema(GetScenarioSchemaRequest.getDefaultInstance()).getJsonSchema();
    assertTrue(Documents.parseJson(schema, "schema").containsKey("anyOf"));
  }

  @Test
  void noScenarioAndUnknownOnesAreRefused() {
    StatusRuntimeException error =
        assertThrows(StatusRuntimeException.class, () -> describe(ScenarioSource.newBuilder()));
    assertEquals("ARGUMENT", TestServer.errorInfo(error).getReason());
    StatusRuntimeException unknown =
        assertThrows(
            StatusRuntimeException.class,
            () -> describe(ScenarioSource.newBuilder().setName("nothing")));
    assertEquals("SCENARIO", TestServer.errorInfo(unknown).getReason());
  }
}
