package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quanttradinggym.grpc.v1.ActionSpec;
import io.quanttradinggym.grpc.v1.AutoresetMode;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CommandError;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.EpisodeInfo;
import io.quanttradinggym.grpc.v1.ResetCommand;
import io.quanttradinggym.grpc.v1.ResetResult;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.grpc.v1.ScenarioSource;
import io.quanttradinggym.grpc.v1.StepCommand;
import io.quanttradinggym.grpc.v1.StepResult;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.kit.Waiting;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentServiceTest {
  private static final String SHORT = "{\"episode\": {\"duration\": \"3s\"}}";
  private static final String CONTINUOUS =
      "{\"episode\": {\"duration\": \"3s\"}, \"action\": \"quote-offsets-continuous\"}";

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

  private static CreateEnvironmentResponse create(CreateEnvironmentRequest.Builder request) {
    return EnvironmentServiceGrpc.newBlockingStub(channel).createEnvironment(request.build());
  }

  private static StatusRuntimeException notCreated(CreateEnvironmentRequest.Builder request) {
    return assertThrows(StatusRuntimeException.class, () -> create(request));
  }

  private static OrderBookEnvironment local(String overrides, long seed) {
    OrderBookEnvironment env =
        new OrderBookFactory(
                new Scenarios().named("market-making", overrides), EnvironmentOptions.defaults())
            .create();
    env.reset(seed);
    return env;
  }

  private static float[] observation(OrderBookEnvironment env) {
    float[] observation = new float[env.spec().seat().observation().size()];
    env.observe(observation, 0);
    return observation;
  }

  private static float[] row(ByteString observations, int row, int size) {
    return Driver.floats(
        observations.substring(row * size * Float.BYTES, (row + 1) * size * Float.BYTES));
  }

  @Test
  void theSpecificationSaysWhatAnEnvironmentShowsAndAccepts() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, 1));
    OrderBookEnvironment env = local(SHORT, 0);
    var spec = created.getSpec();
    assertEquals("market-making", spec.getScenario());
    assertEquals(3, spec.getStepsPerEpisode());
    assertEquals(1_000_000_000L, spec.getDecisionIntervalNanos());
    assertEquals(env.spec().seat().observation().hash(), spec.getObservation().getHash());
    assertEquals(env.spec().seat().observation().size(), spec.getObservation().getFieldsCount());
    assertEquals("touch", spec.getObservation().getFields(0).getBlock());
    assertEquals(ActionSpec.Kind.KIND_DISCRETE, spec.getAction().getKind());
    assertEquals(env.spec().seat().action().labels(), spec.getAction().getLabelsList());
    assertEquals("quote-offsets", spec.getAction().getScheme());
    assertEquals(env.spec().seat().actionCanonicalJson(), spec.getAction().getCanonicalJson());
  }

  @Test
  void episodesAreThoseOfTheirSeedsBitForBit() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, 2));
    int d = created.getSpec().getObservation().getFieldsCount();
    Driver driver = new Driver(channel);
    ResetResult reset = driver.begin(created.getEnvironmentId(), 7L, -1L);
    OrderBookEnvironment first = local(SHORT, 7);
    OrderBookEnvironment second = local(SHORT, -1);
    assertArrayEquals(observation(first), row(reset.getObservations(), 0, d));
    assertArrayEquals(observation(second), row(reset.getObservations(), 1, d));
    assertEquals(-1L, reset.getInfos(1).getEpisodeSeed());

    StepResult step = driver.act(3, 1);
    first.step(new float[] {3}, 0);
    second.step(new float[] {1}, 0);
    assertArrayEquals(observation(first), row(step.getObservations(), 0, d));
    assertArrayEquals(observation(second), row(step.getObservations(), 1, d));
    assertArrayEquals(
        new double[] {first.reward(0), second.reward(0)}, Driver.doubles(step.getRewards()));
    assertEquals(ByteString.copyFrom(new byte[2]), step.getTerminated());
    assertEquals(0, step.getInfosCount());
  }

  @Test
  void infosComeWithTheEndOfAnEpisode() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, 1));
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 7L);
    driver.act(3);
    driver.act(3);
    StepResult last = driver.act(3);
    OrderBookEnvironment env = local(SHORT, 7);
    for (int i = 0; i < 3; i++) {
      env.step(new float[] {3}, 0);
    }
    assertEquals(1, last.getTerminated().byteAt(0));
    assertEquals(0, last.getTruncated().byteAt(0));
    EpisodeInfo info = last.getInfos(0);
    assertEquals(0, info.getIndex());
    assertEquals(7, info.getEpisodeSeed());
    assertEquals(0, info.getEpisodeIndex());
    assertEquals(3, info.getEpisodeLength());
    assertEquals(env.episodeReturn(0), info.getEpisodeReturn());
    assertEquals(env.simulator().timeNanos(), info.getTimeNanos());
    assertEquals(env.trader().pnlMicros() / 1e6, info.getPnl(), 1e-9);
    assertEquals(1_000_000 + info.getPnl(), info.getEquity(), 1e-6);
    assertEquals(env.trader().positionLots(0), info.getPosition(0));
    assertEquals("%016x".formatted(env.simulator().digest()), info.getDigest());
    assertEquals(0, info.getPhase());
    assertEquals(env.trader().book().midTicks(0), info.getMidTicks());

    StepResult next = driver.act(99);
    assertEquals(0, next.getTerminated().byteAt(0));
    assertEquals(0.0, Driver.doubles(next.getRewards())[0]);
    env.resetNext();
    assertArrayEquals(observation(env), Driver.floats(next.getObservations()));
  }

  @Test
  void sameStepReturnsTheLastObservationsApart() {
    CreateEnvironmentResponse created =
        create(
            TestServer.marketMaking(SHORT, 2)
                .setAutoresetMode(AutoresetMode.AUTORESET_MODE_SAME_STEP)
                .setInfoEveryStep(true));
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 1L, 2L);
    assertEquals(2, driver.act(0, 0).getInfosCount());
    assertTrue(driver.act(0, 0).getFinalObservations().isEmpty());
    StepResult last = driver.act(0, 0);
    OrderBookEnvironment env = local(SHORT, 2);
    for (int i = 0; i < 3; i++) {
      env.step(new float[] {0}, 0);
    }
    int d = created.getSpec().getObservation().getFieldsCount();
    assertEquals(2 * d * Float.BYTES, last.getFinalObservations().size());
    assertArrayEquals(observation(env), row(last.getFinalObservations(), 1, d));
    env.resetNext();
    assertArrayEquals(observation(env), row(last.getObservations(), 1, d));
  }

  @Test
  void maskedResetsLeaveTheOthersAlone() {
    CreateEnvironmentResponse created =
        create(
            TestServer.marketMaking(SHORT, 2)
                .setAutoresetMode(AutoresetMode.AUTORESET_MODE_DISABLED));
    int d = created.getSpec().getObservation().getFieldsCount();
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 1L, 2L);
    StepResult step = driver.act(0, 0);
    driver.send(
        RunEnvironmentRequest.newBuilder()
            .setReset(ResetCommand.newBuilder().setMask(ByteString.copyFrom(new byte[] {0, 1})))
            .build());
    ResetResult reset = driver.answer().getReset();
    assertEquals(1, reset.getInfosCount());
    assertEquals(1, reset.getInfos(0).getIndex());
    assertEquals(1, reset.getInfos(0).getEpisodeIndex());
    assertArrayEquals(row(step.getObservations(), 0, d), row(reset.getObservations(), 0, d));
    assertNotEquals(
        step.getObservations().substring(d * Float.BYTES),
        reset.getObservations().substring(d * Float.BYTES));
  }

  @Test
  void truncationIsNotTermination() {
    CreateEnvironmentResponse created =
        create(TestServer.marketMaking(SHORT, 1).setMaxEpisodeSteps(2));
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 1L);
    driver.act(0);
    StepResult last = driver.act(0);
    assertEquals(0, last.getTerminated().byteAt(0));
    assertEquals(1, last.getTruncated().byteAt(0));
  }

  @Test
  void continuousActionsAreFloats() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(CONTINUOUS, 1));
    assertEquals(ActionSpec.Kind.KIND_BOX, created.getSpec().getAction().getKind());
    float[] action = new float[created.getSpec().getAction().getSize()];
    action[0] = 0.5f;
    Driver driver = new Driver(channel);
    driver.begin(created.getEnvironmentId(), 7L);
    driver.send(
        RunEnvironmentRequest.newBuilder()
            .setStep(StepCommand.newBuilder().setActions(Driver.floats(action)))
            .build());
    OrderBookEnvironment env = local(CONTINUOUS, 7);
    env.step(action, 0);
    assertArrayEquals(observation(env), Driver.floats(driver.answer().getStep().getObservations()));
    action[1] = Float.NaN;
    CommandError error =
        driver.refused(
            RunEnvironmentRequest.newBuilder()
                .setStep(StepCommand.newBuilder().setActions(Driver.floats(action))));
    assertEquals("ACTION", error.getReason());
    assertEquals("NaN", error.getValue());
  }

  @Test
  void aCommandThatIsSentTwiceIsNotExecutedTwice() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, 1));
    Driver driver = new Driver(channel);
    driver.send(Driver.reset(3L).setEnvironmentId(created.getEnvironmentId()).setNumber(1).build());
    assertEquals(1, driver.answer().getNumber());
    driver.send(Driver.step(0).setNumber(2).build());
    RunEnvironmentResponse first = driver.answer();
    assertEquals(2, first.getNumber());
    driver.send(Driver.step(0).setNumber(2).build());
    RunEnvironmentResponse doubled = driver.answer();
    assertEquals(2, doubled.getNumber());
    assertEquals("number", doubled.getError().getField());
    assertEquals("2", doubled.getError().getValue());
    assertEquals("number", driver.refused(Driver.step(0).setNumber(4)).getField());
    driver.send(Driver.step(0).setNumber(3).build());
    OrderBookEnvironment env = local(SHORT, 3);
    env.step(new float[] {0}, 0);
    assertArrayEquals(observation(env), Driver.floats(first.getStep().getObservations()));
    env.step(new float[] {0}, 0);
    assertArrayEquals(observation(env), Driver.floats(driver.answer().getStep().getObservations()));
  }

  @Test
  void refusedCommandsAreAnsweredAndTheStreamGoesOn() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, 1));
    Driver driver = new Driver(channel);
    CommandError early =
        driver.refused(Driver.step(0).setEnvironmentId(created.getEnvironmentId()));
    assertEquals("RESET_NEEDED", early.getReason());
    assertEquals(Status.Code.FAILED_PRECONDITION.value(), early.getCode());
    driver.send(Driver.reset(3L).build());
    assertTrue(driver.answer().hasReset());
    CommandError outside = driver.refused(Driver.step(99));
    assertEquals("ACTION", outside.getReason());
    assertEquals("action", outside.getField());
    assertEquals("99", outside.getValue());
    assertTrue(outside.getAllowed().startsWith("an integer from 0 to "), outside::getAllowed);
    CommandError tooMany = driver.refused(Driver.step(0, 0));
    assertEquals("8 bytes", tooMany.getValue());
    assertEquals("ARGUMENT", driver.refused(Driver.reset(1L, 2L)).getReason());
    assertEquals("command", driver.refused(RunEnvironmentRequest.newBuilder()).getField());
    StepResult step = driver.act(0);
    OrderBookEnvironment env = local(SHORT, 3);
    env.step(new float[] {0}, 0);
    assertArrayEquals(observation(env), Driver.floats(step.getObservations()));
  }

  @Test
  void resetsWithoutSeedsAreFreshAtFirst() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, 2));
    Driver driver = new Driver(channel);
    ResetResult reset = driver.begin(created.getEnvironmentId());
    assertNotEquals(reset.getInfos(0).getEpisodeSeed(), reset.getInfos(1).getEpisodeSeed());
    driver.send(Driver.reset().build());
    ResetResult again = driver.answer().getReset();
    assertEquals(reset.getInfos(0).getEpisodeSeed(), again.getInfos(0).getEpisodeSeed());
    assertEquals(1, again.getInfos(0).getEpisodeIndex());
  }

  @Test
  void anEnvironmentBelongsToOneStreamAtATime() {
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, 1));
    String id = created.getEnvironmentId();
    Driver first = new Driver(channel);
    first.begin(id, 1L);
    Driver second = new Driver(channel);
    CommandError error = second.refused(Driver.reset(1L).setEnvironmentId(id));
    assertTrue(error.getMessage().contains("another stream"), error::getMessage);
    CommandError other = first.refused(Driver.step(0).setEnvironmentId("12345"));
    assertEquals("environment_id", other.getField());
    first.halfClose();
    assertEquals("completed", first.next());
    second.begin(id, 1L);
    second.act(0);
  }

  @Test
  void halfClosingWaitsForTheAnswer() {
    Driver driver = new Driver(channel);
    driver.send(
        Driver.reset(1L)
            .setEnvironmentId(create(TestServer.marketMaking(SHORT, 1)).getEnvironmentId())
            .build());
    driver.halfClose();
    assertTrue(driver.answer().hasReset());
    assertEquals("completed", driver.next());
  }

  @Test
  void closedAndUnknownEnvironmentsAreRefused() {
    String id = create(TestServer.marketMaking(SHORT, 1)).getEnvironmentId();
    Driver driver = new Driver(channel);
    driver.begin(id, 1L);
    CloseEnvironmentRequest close =
        CloseEnvironmentRequest.newBuilder().setEnvironmentId(id).build();
    var stub = EnvironmentServiceGrpc.newBlockingStub(channel);
    stub.closeEnvironment(close);
    assertTrue(driver.refused(Driver.step(0)).getMessage().contains("closed"));
    StatusRuntimeException twice =
        assertThrows(StatusRuntimeException.class, () -> stub.closeEnvironment(close));
    assertEquals("environment_id", TestServer.errorInfo(twice).getMetadataOrThrow("field"));
    CommandError unknown = new Driver(channel).refused(Driver.reset().setEnvironmentId("nothing"));
    assertEquals("\"nothing\"", unknown.getValue());
  }

  @Test
  void environmentsBelongToTheirConnectionAndEndWithIt() throws InterruptedException {
    ManagedChannel other = server.connect();
    String id =
        EnvironmentServiceGrpc.newBlockingStub(other)
            .createEnvironment(TestServer.marketMaking(SHORT, 4).build())
            .getEnvironmentId();
    new Driver(other).begin(id, 1L, 2L, 3L, 4L);
    long workers = workers();
    assumeTrue(workers > 0, "one processor: environments have no threads of their own");
    TestServer.disconnect(other);
    assertTrue(Waiting.until(() -> workers() < workers), "threads of the environment live on");
    ManagedChannel third = server.connect();
    CommandError unknown = new Driver(third).refused(Driver.reset().setEnvironmentId(id));
    assertTrue(unknown.getAllowed().contains("none exists"), unknown::getAllowed);
  }

  private static long workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("env-worker"))
        .count();
  }

  @Test
  void aStreamWithoutAHandshakeIsRefused() {
    Driver driver = new Driver(server.connect(TestServer.TOKEN));
    StatusRuntimeException error = assertInstanceOf(StatusRuntimeException.class, driver.next());
    assertEquals("VERSION", TestServer.errorInfo(error).getReason());
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "65537"})
  void theNumberOfEnvironmentsHasBounds(int n) {
    StatusRuntimeException error = notCreated(TestServer.marketMaking(SHORT, n));
    assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
    assertEquals("num_envs", TestServer.errorInfo(error).getMetadataOrThrow("field"));
    assertEquals("1 to 65536", TestServer.errorInfo(error).getMetadataOrThrow("allowed"));
  }

  @ParameterizedTest
  @CsvSource({"-1", "1025"})
  void theNumberOfThreadsHasBounds(int threads) {
    StatusRuntimeException error =
        notCreated(TestServer.marketMaking(SHORT, 2).setThreads(threads));
    assertEquals("threads", TestServer.errorInfo(error).getMetadataOrThrow("field"));
    assertEquals("0 to 1024", TestServer.errorInfo(error).getMetadataOrThrow("allowed"));
  }

  @Test
  void unknownScenariosAndBadOverridesAreNamed() {
    StatusRuntimeException unknown =
        notCreated(
            CreateEnvironmentRequest.newBuilder()
                .setScenario(ScenarioSource.newBuilder().setName("market-makin"))
                .setNumEnvs(1));
    assertEquals("SCENARIO", TestServer.errorInfo(unknown).getReason());
    assertEquals("market-makin", TestServer.errorInfo(unknown).getMetadataOrThrow("value"));
    StatusRuntimeException key =
        notCreated(TestServer.marketMaking("{\"episode\": {\"duratoin\": \"3s\"}}", 1));
    assertEquals("episode.duratoin", TestServer.errorInfo(key).getMetadataOrThrow("field"));
    StatusRuntimeException none = notCreated(CreateEnvironmentRequest.newBuilder().setNumEnvs(1));
    assertEquals("scenario", TestServer.errorInfo(none).getMetadataOrThrow("field"));
    StatusRuntimeException mode =
        notCreated(TestServer.marketMaking(SHORT, 1).setAutoresetModeValue(9));
    assertEquals("autoreset_mode", TestServer.errorInfo(mode).getMetadataOrThrow("field"));
    StatusRuntimeException steps =
        notCreated(TestServer.marketMaking(SHORT, 1).setMaxEpisodeSteps(-1));
    assertEquals("max_episode_steps", TestServer.errorInfo(steps).getMetadataOrThrow("field"));
  }

  @Test
  void manyEnvironmentsAreSteppedTogether() {
    int n = 64;
    CreateEnvironmentResponse created = create(TestServer.marketMaking(SHORT, n));
    int d = created.getSpec().getObservation().getFieldsCount();
    Driver driver = new Driver(channel);
    driver.begin(
        created.getEnvironmentId(),
        IntStream.range(0, n).mapToObj(i -> 1000L + i).toArray(Long[]::new));
    int[] actions = IntStream.range(0, n).map(i -> i % 5).toArray();
    StepResult step = driver.act(actions);
    OrderBookEnvironment env = local(SHORT, 1063);
    env.step(new float[] {actions[63]}, 0);
    assertEquals(n * d * Float.BYTES, step.getObservations().size());
    assertArrayEquals(observation(env), row(step.getObservations(), 63, d));
  }
}
