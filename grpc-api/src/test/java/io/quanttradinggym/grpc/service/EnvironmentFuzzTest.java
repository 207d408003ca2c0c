package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.mapping.EnvironmentCodec;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.resource.Budgets;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * Commands of any content are executed or rejected for a reason of the caller; none is a defect of
 * ours, and none leaves the environment different from a fresh one after its next reset.
 */
class EnvironmentFuzzTest {
  private static final int MAX_COMMANDS = 40;
  private static final String DISCRETE = "{\"episode\": {\"duration\": \"3s\"}}";
  private static final String CONTINUOUS =
      "{\"episode\": {\"duration\": \"3s\"}, \"action\": \"quote-offsets-continuous\"}";
  private static final List<Hosted> ENVIRONMENTS =
      List.of(new Hosted(DISCRETE), new Hosted(CONTINUOUS));

  /** An environment, and what its reset gives when nothing has happened to it before. */
  private static final class Hosted {
    private final HostedEnvironment environment;
    private final EnvironmentCodec codec;
    private final ByteString fresh;

    Hosted(String overrides) {
      OrderBookFactory factory =
          new OrderBookFactory(
              new Scenarios().named("market-making", overrides), EnvironmentOptions.defaults());
      CreateEnvironmentRequest request =
          CreateEnvironmentRequest.newBuilder().setNumEnvs(2).build();
      environment =
          HostedEnvironment.of(
              new EnvironmentPlan(factory, request, () -> 1L, SnapshotSeal.none()),
              new Leases(new ClientConnection(Budgets.ofServer(1L << 30))));
      codec =
          new EnvironmentCodec(environment.host(), environment.infoEveryStep(), environment.seal());
      fresh = reset();
    }

    RunEnvironmentResponse run(RunEnvironmentRequest request) {
      EnvironmentCodec.Exchange exchange = codec.new Exchange(request);
      try {
        boolean finished = environment.slice(exchange, true);
        while (!finished) {
          finished = environment.slice(exchange, false);
        }
        return exchange.response();
      } catch (RuntimeException e) {
        return RunEnvironmentResponse.newBuilder()
            .setError(StatusMapping.toCommandError(e))
            .build();
      }
    }

    ByteString reset() {
      RunEnvironmentResponse response = run(Driver.reset(1L, 2L).build());
      assertTrue(response.hasReset(), response::toString);
      return ByteString.copyFrom(response.getReset().getObservations().toByteArray());
    }
  }

  /** The first byte names the environment; length-delimited requests follow. */
  @FuzzTest
  void commandsAreAnsweredOrRefused(byte[] data) throws IOException {
    if (data.length < 2) {
      return;
    }
    Hosted hosted = ENVIRONMENTS.get(data[0] & 1);
    ByteArrayInputStream in = new ByteArrayInputStream(data, 1, data.length - 1);
    for (int i = 0; i < MAX_COMMANDS; i++) {
      RunEnvironmentRequest request;
      try {
        request = RunEnvironmentRequest.parseDelimitedFrom(in);
      } catch (InvalidProtocolBufferException e) {
        break;
      }
      if (request == null) {
        break;
      }
      check(hosted.run(request));
    }
    assertEquals(hosted.fresh, hosted.reset(), "a reset begins anew");
  }

  private static void check(RunEnvironmentResponse response) {
    switch (response.getResultCase()) {
      case ERROR -> {
        String reason = response.getError().getReason();
        assertFalse(reason.equals(Reason.INTERNAL.name()), response::toString);
        assertFalse(response.getError().getMessage().isBlank());
      }
      case STEP -> {
        checkFinite(Driver.floats(response.getStep().getObservations()));
        for (double reward : Driver.doubles(response.getStep().getRewards())) {
          assertTrue(Double.isFinite(reward));
        }
      }
      case RESET -> checkFinite(Driver.floats(response.getReset().getObservations()));
      case RESTORE -> checkFinite(Driver.floats(response.getRestore().getObservations()));
      case SNAPSHOT -> assertFalse(response.getSnapshot().getSnapshot().isEmpty());
      case RESULT_NOT_SET -> throw new AssertionError("no answer");
    }
  }

  private static void checkFinite(float[] observations) {
    for (float value : observations) {
      assertTrue(Float.isFinite(value));
    }
  }

  /** A protobuf message that asks for an environment. */
  @FuzzTest
  void requestsForEnvironmentsAreUnderstoodOrRefused(byte[] data) {
    CreateEnvironmentRequest request;
    try {
      request = CreateEnvironmentRequest.parseFrom(data);
    } catch (InvalidProtocolBufferException e) {
      return;
    }
    try {
      ScenarioSources sources = new ScenarioSources(SCENARIOS);
      EnvironmentOptions options =
          new EnvironmentOptions(
              PolicyResolver.NONE, request.getMaxEpisodeSteps(), new WarmupCache());
      EnvironmentFactory factory = sources.read(request.getScenario()).environments(options);
      assertFalse(
          new EnvironmentPlan(factory, request, () -> 1L, SnapshotSeal.none())
              .mode()
              .name()
              .isEmpty());
    } catch (RuntimeException e) {
      String reason = StatusMapping.toCommandError(e).getReason();
      assertFalse(reason.equals(Reason.INTERNAL.name()), () -> "internal: " + e);
    }
  }

  private static final Scenarios SCENARIOS = new Scenarios();
}
