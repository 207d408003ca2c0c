package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.v1.AutoresetMode;
import io.quanttradinggym.grpc.v1.CollectRolloutRequest;
import io.quanttradinggym.grpc.v1.CollectRolloutResponse;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.DenseLayer;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.LearningPolicy;
import io.quanttradinggym.grpc.v1.Network;
import io.quanttradinggym.grpc.v1.RolloutServiceGrpc;
import io.quanttradinggym.grpc.v1.StepResult;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RolloutServiceTest {
  private static final String SHORT = "{\"episode\": {\"duration\": \"3s\"}}";
  private static final int N = 2;
  private static final int STEPS = 7;

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

  private static CreateEnvironmentResponse create(String overrides, AutoresetMode mode) {
    return EnvironmentServiceGrpc.newBlockingStub(channel)
        .createEnvironment(TestServer.marketMaking(overrides, N).setAutoresetMode(mode).build());
  }

  private static CreateEnvironmentResponse create() {
    return create(SHORT, AutoresetMode.AUTORESET_MODE_SAME_STEP);
  }

  private static int width(CreateEnvironmentResponse created) {
    return created.getSpec().getObservation().getFieldsCount();
  }

  private static DenseLayer layer(int inputs, int outputs) {
    float[] weights = new float[inputs * outputs];
    Arrays.fill(weights, 0.01f);
    return DenseLayer.newBuilder()
        .setInputs(inputs)
        .setWeights(Driver.floats(weights))
        .setBiases(Driver.floats(new float[outputs]))
        .build();
  }

  private static CollectRolloutRequest.Builder request(CreateEnvironmentResponse created) {
    int choices = created.getSpec().getAction().getCounts(0);
    return CollectRolloutRequest.newBuilder()
        .setEnvironmentId(created.getEnvironmentId())
        .setSteps(STEPS)
        .setPolicy(
            LearningPolicy.newBuilder()
                .setActor(Network.newBuilder().addLayers(layer(width(created), choices))));
  }

  private static CollectRolloutResponse collect(CollectRolloutRequest.Builder request) {
    return RolloutServiceGrpc.newBlockingStub(channel).collectRollout(request.build());
  }

  private static Map<String, String> refused(CollectRolloutRequest.Builder request) {
    StatusRuntimeException refused =
        assertThrows(StatusRuntimeException.class, () -> collect(request));
    Map<String, String> metadata = TestServer.errorInfo(refused).getMetadataMap();
    return Map.of(
        "reason", TestServer.errorInfo(refused).getReason(),
        "field", metadata.getOrDefault("field", ""));
  }

  @Test
  void aRolloutGoesOnWhereTheStreamEndedAndTheStreamWhereTheRolloutEnded() {
    CreateEnvironmentResponse created = create();
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 5L, 6L);
    StepResult before = driver.act(1, 2);
    CollectRolloutResponse rollout = collect(request(created));
    int row = N * width(created) * Float.BYTES;
    assertEquals(before.getObservations(), rollout.getObservations().substring(0, row));
    StepResult after = driver.act(3, 4);

    Driver other = new Driver(channel);
    other.begin(create().getEnvironmentId(), 5L, 6L);
    other.act(1, 2);
    int[] actions = integers(rollout.getActions());
    StepResult last = before;
    for (int step = 0; step < STEPS; step++) {
      last = other.act(actions[N * step], actions[N * step + 1]);
    }
    assertEquals(last.getObservations(), rollout.getLastObservations());
    assertEquals(other.act(3, 4), after);
    assertEquals(2 * N, rollout.getEndInfosCount(), "steps 2 to 8 end two episodes of 3 steps");
  }

  private static int[] integers(ByteString bytes) {
    int[] numbers = new int[bytes.size() / Integer.BYTES];
    bytes.asReadOnlyByteBuffer().order(java.nio.ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(numbers);
    return numbers;
  }

  @Test
  void seedAndIndexDecideTheActions() {
    ByteString first = actions(1, 0);
    assertEquals(first, actions(1, 0));
    assertNotEquals(first, actions(2, 0));
    assertNotEquals(first, actions(1, 7));
  }

  private static ByteString actions(long seed, long index) {
    CreateEnvironmentResponse created = create();
    new Driver(channel).begin(created.getEnvironmentId(), 5L, 6L);
    return collect(request(created).setSeed(seed).setIndex(index)).getActions();
  }

  @Test
  void requestsThatDoNotFitAreRefusedAndChangeNothing() {
    CreateEnvironmentResponse created = create();
    assertEquals("RESET_NEEDED", refused(request(created)).get("reason"));
    new Driver(channel).begin(created.getEnvironmentId(), 5L, 6L);
    assertEquals("environment_id", refused(request(created).setEnvironmentId("?")).get("field"));
    assertEquals("steps", refused(request(created).setSteps(0)).get("field"));
    assertEquals("steps", refused(request(created).setSteps(1 << 30)).get("field"));
    assertEquals("network.layers", refused(request(created).clearPolicy()).get("field"));
    CollectRolloutRequest.Builder ragged = request(created);
    ragged.getPolicyBuilder().getActorBuilder().getLayersBuilder(0).setBiases(bytes(7));
    assertEquals("layer.biases", refused(ragged).get("field"));
    CollectRolloutRequest.Builder unknown = request(created);
    unknown.getPolicyBuilder().getActorBuilder().getLayersBuilder(0).setActivationValue(9);
    assertEquals("layer.activation", refused(unknown).get("field"));
    Map<String, String> outside =
        refused(request(created).setForcedActions(Driver.integers(new int[STEPS * N - 1])));
    assertEquals(Map.of("reason", "ACTION", "field", "forced_actions.length"), outside);
    CreateEnvironmentResponse same = create();
    new Driver(channel).begin(same.getEnvironmentId(), 5L, 6L);
    assertEquals(collect(request(same)), collect(request(created)));
  }

  private static ByteString bytes(int count) {
    return ByteString.copyFrom(new byte[count]);
  }

  @Test
  void vectorsOfOtherModesAreRefused() {
    CreateEnvironmentResponse created = create(SHORT, AutoresetMode.AUTORESET_MODE_NEXT_STEP);
    new Driver(channel).begin(created.getEnvironmentId(), 5L, 6L);
    assertEquals("autoreset_mode", refused(request(created)).get("field"));
  }

  @Test
  void aRolloutThatNobodyWaitsForEnds() {
    String endless = "{\"episode\": {\"duration\": \"4h\", \"decision_interval\": \"1h\"}}";
    CreateEnvironmentResponse created = create(endless, AutoresetMode.AUTORESET_MODE_SAME_STEP);
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 5L, 6L);
    CollectRolloutRequest request = request(created).setSteps(1_000).build();
    assertThrows(
        StatusRuntimeException.class,
        () ->
            RolloutServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(200, TimeUnit.MILLISECONDS)
                .collectRollout(request));
    assertEquals("RESET_NEEDED", driver.refused(Driver.step(0, 0)).getReason());
    driver.send(Driver.reset(5L, 6L).build());
    assertEquals(N, driver.answer().getReset().getInfosCount());
  }
}
