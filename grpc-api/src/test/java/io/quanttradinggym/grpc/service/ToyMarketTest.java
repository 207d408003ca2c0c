package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesRequest;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesResponse;
import io.quanttradinggym.grpc.v1.ForkEnvironmentRequest;
import io.quanttradinggym.grpc.v1.GetScenarioSchemaRequest;
import io.quanttradinggym.grpc.v1.PolicyEvaluation;
import io.quanttradinggym.grpc.v1.PolicyReference;
import io.quanttradinggym.grpc.v1.PolicyServiceGrpc;
import io.quanttradinggym.grpc.v1.RecordEpisodesRequest;
import io.quanttradinggym.grpc.v1.RecordEpisodesResponse;
import io.quanttradinggym.grpc.v1.RestoreCommand;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.ScenarioServiceGrpc;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.SnapshotCommand;
import io.quanttradinggym.grpc.v1.StepResult;
import io.quanttradinggym.grpc.v1.UploadPolicyRequest;
import io.quanttradinggym.grpc.v1.ValidateScenarioRequest;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A market that only one file of the tests knows is served as any other. */
final class ToyMarketTest {
  private static final String YAML = "name: toy\nmarket: random-walk\nsteps: 5\n";
  private static final ScenarioSource TOY = ScenarioSource.newBuilder().setYaml(YAML).build();

  private static TestServer server;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() {
    server = new TestServer();
    channel = server.connect();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static CreateEnvironmentResponse create(int n) {
    return EnvironmentServiceGrpc.newBlockingStub(channel)
        .createEnvironment(
            CreateEnvironmentRequest.newBuilder().setScenario(TOY).setNumEnvs(n).build());
  }

  private static List<String> problems(String yaml) {
    return ScenarioServiceGrpc.newBlockingStub(channel)
        .validateScenario(
            ValidateScenarioRequest.newBuilder()
                .setScenario(ScenarioSource.newBuilder().setYaml(yaml))
                .build())
        .getProblemsList()
        .stream()
        .map(problem -> problem.getField())
        .toList();
  }

  @Test
  void isCreatedAndPlayedToItsEnd() {
    CreateEnvironmentResponse response = create(1);
    assertEquals(0, response.getSpec().getInstrumentsCount());
    assertEquals(List.of("always-long"), response.getSpec().getBaselinesList());
    assertEquals(5, response.getSpec().getStepsPerEpisode());
    Driver driver = new Driver(channel);
    assertArrayEquals(
        new float[] {0, 1},
        Driver.floats(driver.begin(response.getEnvironmentId(), 7L).getObservations()));
    for (int step = 0; step < 4; step++) {
      assertEquals(0, driver.act(1).getTerminated().byteAt(0));
    }
    StepResult last = driver.act(2);
    assertEquals(1, last.getTerminated().byteAt(0));
    assertEquals(0, last.getInfos(0).getPositionCount());
    assertEquals(5, last.getInfos(0).getEpisodeLength());
  }

  @Test
  void snapshotsAndForksGoOnAlike() {
    String id = create(1).getEnvironmentId();
    Driver driver = new Driver(channel);
    driver.begin(id, 7L);
    driver.act(2);
    driver.send(
        RunEnvironmentRequest.newBuilder().setSnapshot(SnapshotCommand.newBuilder()).build());
    ByteString snapshot = driver.answer().getSnapshot().getSnapshot();
    String forked =
        EnvironmentServiceGrpc.newBlockingStub(channel)
            .forkEnvironment(ForkEnvironmentRequest.newBuilder().setEnvironmentId(id).build())
            .getEnvironmentId();
    StepResult expected = driver.act(0);
    Driver fork = new Driver(channel);
    fork.send(Driver.step(0).setEnvironmentId(forked).build());
    assertEquals(expected, fork.answer().getStep());
    driver.send(
        RunEnvironmentRequest.newBuilder()
            .setRestore(RestoreCommand.newBuilder().setSnapshot(snapshot))
            .build());
    assertTrue(driver.answer().hasRestore());
    assertEquals(expected, driver.act(0));
  }

  @Test
  void aTrainedPolicyIsEvaluatedAndRecorded() {
    EnvironmentSpec spec =
        new Scenarios().parse(YAML, "").environments(EnvironmentOptions.defaults()).spec();
    var policies = PolicyServiceGrpc.newBlockingStub(channel);
    String id =
        policies
            .uploadPolicy(
                UploadPolicyRequest.newBuilder()
                    .setName("walker")
                    .setOnnx(TestPolicy.onnx(spec))
                    .build())
            .getPolicyId();
    PolicyReference walker = PolicyReference.newBuilder().setPolicyId(id).build();
    Iterator<EvaluatePoliciesResponse> answers =
        policies.evaluatePolicies(
            EvaluatePoliciesRequest.newBuilder()
                .setScenario(TOY)
                .addPolicies(walker)
                .setAllBaselines(true)
                .setEpisodes(20)
                .setSeed(100)
                .build());
    EvaluatePoliciesResponse last = EvaluatePoliciesResponse.getDefaultInstance();
    while (answers.hasNext()) {
      last = answers.next();
    }
    List<PolicyEvaluation> rows = last.getReport().getPoliciesList();
    assertEquals(List.of("walker", "always-long"), rows.stream().map(r -> r.getPolicy()).toList());
    RecordEpisodesRequest request =
        RecordEpisodesRequest.newBuilder()
            .setScenario(TOY)
            .setPolicy(walker)
            .setSeed(100)
            .setEpisodes(1)
            .build();
    RecordEpisodesResponse episode = policies.recordEpisodes(request).next();
    assertEquals(5, episode.getSteps());
    assertEquals(0, episode.getPosition().size());
    assertEquals(rows.getFirst().getReturns(0), episode.getEpisodeReturn());
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                policies
                    .recordEpisodes(request.toBuilder().setAsPopulationAgent(true).build())
                    .next());
    assertEquals("as_population_agent", TestServer.errorInfo(refused).getMetadataOrThrow("field"));
  }

  @Test
  void keysOfAnotherMarketAreRefused() {
    assertEquals(List.of(), problems(YAML));
    assertEquals(List.of("trader"), problems(YAML + "trader: {cash: 5}\n"));
    assertEquals(List.of("market"), problems(YAML.replace("random-walk", "random-wok")));
    String schema =
        ScenarioServiceGrpc.newBlockingStub(channel)
            .getScenarioSchema(GetScenarioSchemaRequest.getDefaultInstance())
            .getJsonSchema();
    assertTrue(schema.contains("\"const\" : \"random-walk\""), schema);
    assertTrue(schema.contains("\"const\" : \"order-book\""), schema);
  }
}
