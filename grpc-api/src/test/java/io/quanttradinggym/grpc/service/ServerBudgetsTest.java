package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.rpc.ErrorInfo;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.resource.Budgets;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.HandshakeRequest;
import io.quanttradinggym.grpc.v1.ListFeaturesRequest;
import io.quanttradinggym.grpc.v1.ListFeaturesResponse;
import io.quanttradinggym.grpc.v1.ListScenariosRequest;
import io.quanttradinggym.grpc.v1.PolicyServiceGrpc;
import io.quanttradinggym.grpc.v1.ScenarioServiceGrpc;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.SessionServiceGrpc;
import io.quanttradinggym.grpc.v1.SimulateRequest;
import io.quanttradinggym.grpc.v1.SimulationServiceGrpc;
import io.quanttradinggym.grpc.v1.UploadPolicyRequest;
import io.quanttradinggym.grpc.v1.UploadPolicyResponse;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One client cannot exhaust the server. Each connection has a small share of every budget. */
final class ServerBudgetsTest {
  private static final int SHARE = 1;
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final int LONG_MESSAGE = 24 << 20;

  private TestServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    server = new TestServer(false, SHARE);
    channel = server.connect();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static CreateEnvironmentResponse create(Channel channel, int n) {
    return EnvironmentServiceGrpc.newBlockingStub(channel)
        .createEnvironment(
            CreateEnvironmentRequest.newBuilder()
                .setScenario(ScenarioSource.newBuilder().setName("market-making"))
                .setNumEnvs(n)
                .build());
  }

  private static EnvironmentSpec spec() {
    return new Scenarios()
        .named("market-making", "")
        .environments(EnvironmentOptions.defaults())
        .spec();
  }

  private static void assertOverBudget(String budget, StatusRuntimeException error) {
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, error.getStatus().getCode(), error::toString);
    ErrorInfo info = TestServer.errorInfo(error);
    assertEquals("BUDGET", info.getReason());
    assertEquals(budget, info.getMetadataOrThrow("field"));
    String message = String.valueOf(error.getStatus().getDescription());
    assertTrue(message.startsWith(budget + ": got "), message);
    assertTrue(message.contains("expected at most "), message);
  }

  private void assertServesOthers() {
    Channel other = server.connect();
    assertTrue(
        ScenarioServiceGrpc.newBlockingStub(other)
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .listScenarios(ListScenariosRequest.getDefaultInstance())
                .getScenariosCount()
            > 0);
  }

  @Test
  void moreEnvironmentsThanThereIsMemoryAreRefused() {
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> create(channel, 65_536));
    assertOverBudget("environment_memory", refused);
    assertServesOthers();
  }

  @Test
  void environmentsGiveTheirMemoryBack() {
    int made = 0;
    List<String> ids = new ArrayList<>();
    while (made < 10_000) {
      try {
        ids.add(create(channel, 1).getEnvironmentId());
        made++;
      } catch (StatusRuntimeException e) {
        assertOverBudget("environment_memory", e);
        break;
      }
    }
    assertTrue(made > 0 && made < 10_000, made + " environments");
    for (int i = 0; i < 3; i++) {
      String id = ids.removeFirst();
      EnvironmentServiceGrpc.newBlockingStub(channel)
          .closeEnvironment(CloseEnvironmentRequest.newBuilder().setEnvironmentId(id).build());
      ids.add(create(channel, 1).getEnvironmentId());
    }
    Channel other = server.connect();
    create(other, 1);
  }

  @Test
  void messagesBeyondTheBudgetAreRefusedBeforeTheyAreThere() throws InterruptedException {
    ByteString model = UnsafeByteOperations.unsafeWrap(new byte[LONG_MESSAGE]);
    UploadPolicyRequest request = UploadPolicyRequest.newBuilder().setOnnx(model).build();
    List<Future<UploadPolicyResponse>> uploads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      uploads.add(PolicyServiceGrpc.newFutureStub(channel).uploadPolicy(request));
    }
    for (Future<UploadPolicyResponse> upload : uploads) {
      ExecutionException failure = assertThrows(ExecutionException.class, upload::get);
      assertOverBudget(
          "message_memory", (StatusRuntimeException) Objects.requireNonNull(failure.getCause()));
    }
    StatusRuntimeException greeting =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                SessionServiceGrpc.newBlockingStub(channel)
                    .handshake(
                        HandshakeRequest.newBuilder()
                            .setBuildVersionBytes(ByteString.copyFromUtf8("a".repeat(LONG_MESSAGE)))
                            .build()));
    assertOverBudget("message_memory", greeting);
    assertServesOthers();
  }

  /** The connection remains usable afterwards. */
  @Test
  void shortMessagesHaveRoomAfterLongOnes() {
    UploadPolicyRequest request =
        UploadPolicyRequest.newBuilder()
            .setOnnx(UnsafeByteOperations.unsafeWrap(new byte[200 << 10]))
            .build();
    for (int i = 0; i < 200; i++) {
      StatusRuntimeException refused =
          assertThrows(
              StatusRuntimeException.class,
              () -> PolicyServiceGrpc.newBlockingStub(channel).uploadPolicy(request));
      assertEquals("POLICY", TestServer.errorInfo(refused).getReason());
    }
  }

  /** A short compressed message could expand to a long one. */
  @Test
  void compressedMessagesAreRefusedBeforeTheyAreExpanded() {
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                SessionServiceGrpc.newBlockingStub(channel)
                    .withCompression("gzip")
                    .handshake(
                        HandshakeRequest.newBuilder()
                            .setBuildVersion("a".repeat(LONG_MESSAGE / 6))
                            .build()));
    assertEquals(Status.Code.UNIMPLEMENTED, refused.getStatus().getCode(), refused::toString);
    String description = String.valueOf(refused.getStatus().getDescription());
    assertTrue(description.contains("decompressor for gzip"), description);
    assertServesOthers();
  }

  @Test
  void moreStreamsThanAConnectionMayHaveAreRefused() {
    int allowed = Budgets.STREAMS * SHARE / 100;
    for (int i = 0; i < allowed; i++) {
      new Driver(channel);
    }
    assertOverBudget("streams", (StatusRuntimeException) new Driver(channel).next());
    Driver other = new Driver(server.connect());
    other.refused(Driver.step(1).setEnvironmentId("nothing"));
  }

  @Test
  void morePoliciesThanAConnectionMayHaveAreRefused() {
    UploadPolicyRequest request =
        UploadPolicyRequest.newBuilder().setOnnx(TestPolicy.onnx(spec())).build();
    int allowed = 8_192 * SHARE / 100;
    for (int i = 0; i < allowed; i++) {
      PolicyServiceGrpc.newBlockingStub(channel).uploadPolicy(request);
    }
    assertOverBudget(
        "policies",
        assertThrows(
            StatusRuntimeException.class,
            () -> PolicyServiceGrpc.newBlockingStub(channel).uploadPolicy(request)));
    PolicyServiceGrpc.newBlockingStub(server.connect()).uploadPolicy(request);
  }

  @Test
  void longPoliciesThatTogetherAreTooLongAreRefused() {
    PolicyServiceGrpc.PolicyServiceBlockingStub stub = PolicyServiceGrpc.newBlockingStub(channel);
    long share = Runtime.getRuntime().maxMemory() / 8 * SHARE / 100;
    UploadPolicyRequest request =
        UploadPolicyRequest.newBuilder().setOnnx(longPolicy((int) (share / 2))).build();
    stub.uploadPolicy(request);
    assertOverBudget(
        "policy_memory",
        assertThrows(StatusRuntimeException.class, () -> stub.uploadPolicy(request)));
  }

  /** A policy with a long documentation text. */
  private static ByteString longPolicy(int bytes) {
    int tag = 6 << 3 | 2; // doc_string of onnx.proto
    ByteString.Output text = ByteString.newOutput();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(text);
      out.writeUInt32NoTag(tag);
      out.writeByteArrayNoTag(new byte[bytes]);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TestPolicy.onnx(spec()).concat(text.toByteString());
  }

  @Test
  void moreThreadsOfVectorsThanAConnectionMayHaveAreRefused() {
    assumeTrue(CORES > 1, "a vector on one core has no helper threads");
    int threads = 1_024 * SHARE / 100;
    int each = Math.min(64, CORES) - 1;
    String small = "{\"population\": [{\"type\": \"market-maker\", \"count\": 1}]}";
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> {
              for (int i = 0; i <= threads / each; i++) {
                EnvironmentServiceGrpc.newBlockingStub(channel)
                    .createEnvironment(TestServer.marketMaking(small, each + 1).build());
              }
            });
    assertOverBudget("environment_threads", refused);
  }

  @Test
  void moreJobsThanAConnectionMayHaveAreRefused() {
    SimulateRequest request =
        SimulateRequest.newBuilder()
            .setScenario(ScenarioSource.newBuilder().setName("market-making"))
            .build();
    var first = SimulationServiceGrpc.newBlockingStub(channel).simulate(request);
    assertTrue(first.hasNext()); // it runs
    var second = SimulationServiceGrpc.newBlockingStub(channel).simulate(request);
    assertOverBudget("jobs", assertThrows(StatusRuntimeException.class, second::hasNext));
  }

  @Test
  void manyCallsNeedFewThreads() throws InterruptedException {
    int calls = 3_000;
    CountDownLatch answered = new CountDownLatch(calls);
    AtomicInteger failed = new AtomicInteger();
    StreamObserver<ListFeaturesResponse> counter =
        new StreamObserver<>() {
          @Override
          public void onNext(ListFeaturesResponse response) {}

          @Override
          public void onError(Throwable error) {
            failed.incrementAndGet();
            answered.countDown();
          }

          @Override
          public void onCompleted() {
            answered.countDown();
          }
        };
    for (int i = 0; i < calls; i++) {
      ScenarioServiceGrpc.newStub(channel)
          .listFeatures(ListFeaturesRequest.getDefaultInstance(), counter);
    }
    long most = 0;
    while (!answered.await(1, TimeUnit.MILLISECONDS)) {
      most = Math.max(most, callThreads());
    }
    assertEquals(0, failed.get());
    assertTrue(most <= Math.max(4, 2 * CORES), most + " threads");
    ScenarioServiceGrpc.newBlockingStub(channel)
        .listFeatures(ListFeaturesRequest.getDefaultInstance());
  }

  private static long callThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("call-"))
        .count();
  }
}
