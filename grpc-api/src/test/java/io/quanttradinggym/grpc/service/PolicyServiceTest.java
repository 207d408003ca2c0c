package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesRequest;
import io.quanttradinggym.grpc.v1.EvaluatePoliciesResponse;
import io.quanttradinggym.grpc.v1.EvaluationReport;
import io.quanttradinggym.grpc.v1.PolicyEvaluation;
import io.quanttradinggym.grpc.v1.PolicyReference;
import io.quanttradinggym.grpc.v1.PolicyServiceGrpc;
import io.quanttradinggym.grpc.v1.RecordEpisodesRequest;
import io.quanttradinggym.grpc.v1.RecordEpisodesResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.StepResult;
import io.quanttradinggym.grpc.v1.UploadPolicyRequest;
import io.quanttradinggym.grpc.v1.UploadPolicyResponse;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.kit.Waiting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PolicyServiceTest {
  private static final String SHORT = "{\"episode\": {\"duration\": \"5s\"}}";
  private static final ScenarioSource MARKET_MAKING =
      ScenarioSource.newBuilder().setName("market-making").setOverridesJson(SHORT).build();

  private static TestServer server;
  private static ManagedChannel channel;
  private static EnvironmentSpec spec;

  @BeforeAll
  static void start() {
    server = new TestServer();
    channel = server.connect();
    spec =
        new OrderBookFactory(
                new Scenarios().named("market-making", SHORT), EnvironmentOptions.defaults())
            .spec();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static PolicyServiceGrpc.PolicyServiceBlockingStub stub() {
    return PolicyServiceGrpc.newBlockingStub(channel);
  }

  private static UploadPolicyResponse upload(String name, ByteString onnx) {
    return stub()
        .uploadPolicy(UploadPolicyRequest.newBuilder().setName(name).setOnnx(onnx).build());
  }

  private static PolicyReference baseline(String name) {
    return PolicyReference.newBuilder().setBaseline(name).build();
  }

  private static PolicyReference uploaded(String id) {
    return PolicyReference.newBuilder().setPolicyId(id).build();
  }

  private static EvaluatePoliciesRequest.Builder evaluation(int episodes) {
    return EvaluatePoliciesRequest.newBuilder()
        .setScenario(MARKET_MAKING)
        .setEpisodes(episodes)
        .setSeed(10_000)
        .setTuningEpisodes(2);
  }

  private static EvaluationReport evaluate(EvaluatePoliciesRequest.Builder request) {
    EvaluatePoliciesResponse last = EvaluatePoliciesResponse.getDefaultInstance();
    Iterator<EvaluatePoliciesResponse> responses = stub().evaluatePolicies(request.build());
    while (responses.hasNext()) {
      last = responses.next();
    }
    assertTrue(last.hasReport(), "no report");
    return last.getReport();
  }

  private static StatusRuntimeException refused(EvaluatePoliciesRequest.Builder request) {
    return assertThrows(StatusRuntimeException.class, () -> evaluate(request));
  }

  private static List<RecordEpisodesResponse> record(RecordEpisodesRequest.Builder request) {
    List<RecordEpisodesResponse> episodes = new ArrayList<>();
    stub()
        .recordEpisodes(request.setScenario(MARKET_MAKING).build())
        .forEachRemaining(episodes::add);
    return episodes;
  }

  private static String reason(StatusRuntimeException error) {
    return TestServer.errorInfo(error).getReason();
  }

  @Test
  void uploadsShowTheirMetadata() {
    UploadPolicyResponse response = upload("linear.onnx", TestPolicy.onnx(spec));
    assertEquals("market-making", response.getMetadataOrThrow("scenario"));
    assertEquals(
        spec.seat().observation().hash(), response.getMetadataOrThrow("observation_spec_hash"));
  }

  @Test
  void aCorruptModelIsRefused() {
    StatusRuntimeException error =
        assertThrows(
            StatusRuntimeException.class,
            () -> upload("broken.onnx", ByteString.copyFromUtf8("not a model")));
    assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
    assertEquals("POLICY", reason(error));
    assertTrue(String.valueOf(error.getMessage()).contains("broken.onnx"), error::toString);
  }

  @Test
  void modelsThatReadOtherFilesAreRefused() {
    refusedUpload(
        TestPolicy.external(spec, "../../etc/passwd"),
        "initializer \"stolen\" has external data), expected a self-contained ONNX file");
  }

  private static void refusedUpload(ByteString onnx, String told) {
    StatusRuntimeException error =
        assertThrows(StatusRuntimeException.class, () -> upload("evil.onnx", onnx));
    assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
    assertEquals("POLICY", reason(error));
    assertEquals("policy: got \"evil.onnx\" (" + told, error.getStatus().getDescription());
  }

  @Test
  void evaluationsCompareOnEqualSeeds() {
    String id = upload("linear", TestPolicy.onnx(spec)).getPolicyId();
    EvaluationReport report =
        evaluate(
            evaluation(6)
                .addPolicies(uploaded(id))
                .addPolicies(baseline("do-nothing"))
                .addPolicies(baseline("fixed-half-spread-3")));
    assertEquals(
        List.of("linear", "do-nothing", "fixed-half-spread-3"),
        report.getPoliciesList().stream().map(PolicyEvaluation::getPolicy).toList());
    PolicyEvaluation first = report.getPolicies(0);
    PolicyEvaluation second = report.getPolicies(1);
    assertFalse(first.hasDifferenceCi95Low());
    assertTrue(second.hasDifferenceCi95Low() && second.hasDifferenceCi95High());
    assertEquals(6, first.getEpisodes());
    assertEquals(6, first.getReturnsCount());
    assertEquals(
        first.getReturnsList().stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
        first.getMeanReturn(),
        1e-9);
    assertTrue(first.getCi95Low() <= first.getMeanReturn());
    assertEquals(0, second.getPnlMean());
    assertTrue(first.getStepsPerSecond() > 0);
    assertTrue(report.getWallSeconds() > 0);
    EvaluationReport again = evaluate(evaluation(6).addPolicies(uploaded(id)).setThreads(1));
    assertEquals(first.getReturnsList(), again.getPolicies(0).getReturnsList());
  }

  @Test
  void allBaselinesAreAddedOnceAndSayWhatTheyChose() {
    EvaluationReport report =
        evaluate(evaluation(2).addPolicies(baseline("do-nothing")).setAllBaselines(true));
    List<String> names =
        report.getPoliciesList().stream().map(PolicyEvaluation::getPolicy).toList();
    assertEquals(List.copyOf(names).size(), names.stream().distinct().count());
    assertTrue(names.containsAll(spec.baselines()), names::toString);
    PolicyEvaluation tuned = report.getPolicies(names.indexOf("best-fixed-half-spread"));
    assertTrue(tuned.getDetail().contains("half-spread"), tuned::getDetail);
  }

  @Test
  void progressIsStreamed() {
    Iterator<EvaluatePoliciesResponse> responses =
        stub().evaluatePolicies(evaluation(4).addPolicies(baseline("random")).build());
    EvaluatePoliciesResponse first = responses.next();
    assertEquals("random", first.getProgress().getPolicy());
    assertEquals(4, first.getProgress().getTotalEpisodes());
  }

  @Test
  void whatCannotBeEvaluatedIsNamed() {
    assertEquals("policies", field(refused(evaluation(3))));
    assertEquals("POLICY", reason(refused(evaluation(3).addPolicies(baseline("clairvoyant")))));
    assertEquals("policy_id", field(refused(evaluation(3).addPolicies(uploaded("77")))));
    assertEquals("episodes", field(refused(evaluation(1).addPolicies(baseline("random")))));
    assertEquals(
        "threads", field(refused(evaluation(3).addPolicies(baseline("random")).setThreads(-1))));
    assertEquals(
        "tuning_seed",
        field(
            refused(
                evaluation(3)
                    .addPolicies(baseline("best-fixed-half-spread"))
                    .setTuningSeed(10_001))));
    assertEquals(
        "policy", field(refused(evaluation(3).addPolicies(PolicyReference.getDefaultInstance()))));
  }

  private static String field(StatusRuntimeException error) {
    return TestServer.errorInfo(error).getMetadataOrThrow("field");
  }

  @Test
  void aPolicyOfAnotherScenarioIsRefusedWithTheDifference() {
    String id = upload("linear", TestPolicy.onnx(spec)).getPolicyId();
    StatusRuntimeException error =
        refused(
            evaluation(2)
                .setScenario(ScenarioSource.newBuilder().setName("order-execution"))
                .addPolicies(uploaded(id)));
    assertEquals("POLICY_MISMATCH", reason(error));
    assertEquals(
        spec.seat().observation().hash(), TestServer.errorInfo(error).getMetadataOrThrow("value"));
  }

  @Test
  void cancellingEndsTheEvaluation() throws InterruptedException {
    Context.CancellableContext context = Context.current().withCancellation();
    context.run(() -> {
      Iterator<EvaluatePoliciesResponse> responses =
          stub().evaluatePolicies(evaluation(1_000_000).addPolicies(baseline("random")).build());
      responses.next();
    });
    assertTrue(evaluators() > 0);
    context.cancel(null);
    assertTrue(Waiting.until(() -> evaluators() == 0), "the evaluation goes on");
  }

  private static long evaluators() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("evaluator"))
        .count();
  }

  @Test
  void anEpisodeDrivenFromOutsideIsTheOneRecordedInside() {
    String id = upload("linear", TestPolicy.onnx(spec)).getPolicyId();
    RecordEpisodesResponse inside =
        record(
                RecordEpisodesRequest.newBuilder()
                    .setPolicy(uploaded(id))
                    .setSeed(42)
                    .setEpisodes(1))
            .getFirst();
    assertEquals(5, inside.getSteps());
    CreateEnvironmentResponse created =
        EnvironmentServiceGrpc.newBlockingStub(channel)
            .createEnvironment(
                CreateEnvironmentRequest.newBuilder()
                    .setScenario(MARKET_MAKING)
                    .setNumEnvs(1)
                    .build());
    Driver driver = new Driver(channel);
    ByteString seen = driver.begin(created.getEnvironmentId(), 42L).getObservations();
    double total = 0;
    StepResult step = StepResult.getDefaultInstance();
    for (int i = 0; i < 5; i++) {
      int action =
          inside
              .getActions()
              .substring(4 * i, 4 * i + 4)
              .asReadOnlyByteBuffer()
              .order(java.nio.ByteOrder.LITTLE_ENDIAN)
              .getInt();
      step = driver.act(action);
      seen = i < 4 ? seen.concat(step.getObservations()) : seen;
      total += Driver.doubles(step.getRewards())[0];
    }
    assertArrayEquals(Driver.floats(seen), Driver.floats(inside.getObservations()));
    assertEquals(inside.getDigest(), step.getInfos(0).getDigest());
    assertEquals(inside.getEpisodeReturn(), total, 1e-12);
    assertEquals(
        5 * spec.seat().action().counts().getFirst(), Driver.floats(inside.getOutputs()).length);
    assertEquals(step.getInfos(0).getEquity(), Driver.doubles(inside.getEquity())[4], 1e-9);
  }

  @Test
  void asAnAgentOfThePopulationAPolicySendsTheSameOrders() {
    String id = upload("linear", TestPolicy.onnx(spec)).getPolicyId();
    RecordEpisodesRequest.Builder request =
        RecordEpisodesRequest.newBuilder().setPolicy(uploaded(id)).setSeed(42).setEpisodes(2);
    List<RecordEpisodesResponse> environment = record(request);
    List<RecordEpisodesResponse> agent = record(request.setAsPopulationAgent(true));
    for (int i = 0; i < 2; i++) {
      assertEquals(42 + i, agent.get(i).getSeed());
      assertEquals(environment.get(i).getOrdersDigest(), agent.get(i).getOrdersDigest());
      assertEquals(environment.get(i).getDigest(), agent.get(i).getDigest());
    }
    assertTrue(agent.getFirst().getRewards().isEmpty());
  }

  @Test
  void baselinesAreRecordedToo() {
    RecordEpisodesResponse episode =
        record(
                RecordEpisodesRequest.newBuilder()
                    .setPolicy(baseline("fixed-half-spread-3"))
                    .setEpisodes(1))
            .getFirst();
    assertTrue(episode.getOutputs().isEmpty());
    assertEquals(5 * Long.BYTES, episode.getPosition().size());
    assertEquals(5, Driver.doubles(episode.getMidTicks()).length);
    assertEquals(1e6, episode.getStartingEquity());
    StatusRuntimeException none =
        assertThrows(
            StatusRuntimeException.class,
            () -> record(RecordEpisodesRequest.newBuilder().setPolicy(baseline("random"))));
    assertEquals("episodes", field(none));
  }

  @Test
  void populationsTradeByUploadedPoliciesOnly() {
    String id = upload("linear", TestPolicy.onnx(spec)).getPolicyId();
    String overrides =
        """
        {"episode": {"duration": "3s"},
         "population": [{"type": "market-maker", "count": 2}, {"type": "noise", "count": 20},
                        {"type": "onnx", "name": "rival", "policy": "rival.onnx"}]}
        """;
    ScenarioSource.Builder source =
        ScenarioSource.newBuilder().setName("market-making").setOverridesJson(overrides);
    var stub = EnvironmentServiceGrpc.newBlockingStub(channel);
    StatusRuntimeException missing =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                stub.createEnvironment(
                    CreateEnvironmentRequest.newBuilder()
                        .setScenario(source)
                        .setNumEnvs(1)
                        .build()));
    assertEquals("POLICY", reason(missing));
    assertTrue(String.valueOf(missing.getMessage()).contains("rival.onnx"), missing::toString);
    CreateEnvironmentResponse created =
        stub.createEnvironment(
            CreateEnvironmentRequest.newBuilder()
                .setScenario(source.putPolicies("rival.onnx", id))
                .setNumEnvs(2)
                .build());
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 1L, 2L);
    driver.act(0, 0);
  }

  @Test
  void aConnectionMayEndWhileItsPolicyPlays() throws InterruptedException {
    ManagedChannel other = server.connect();
    PolicyServiceGrpc.PolicyServiceBlockingStub doomed = PolicyServiceGrpc.newBlockingStub(other);
    String id =
        doomed
            .uploadPolicy(UploadPolicyRequest.newBuilder().setOnnx(TestPolicy.onnx(spec)).build())
            .getPolicyId();
    doomed.evaluatePolicies(evaluation(1_000_000).addPolicies(uploaded(id)).build()).next();
    TestServer.disconnect(other);
    assertTrue(Waiting.until(() -> evaluators() == 0), "the evaluation goes on");
    assertEquals(1, evaluate(evaluation(2).addPolicies(baseline("random"))).getPoliciesCount());
  }
}
