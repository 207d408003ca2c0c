package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc;
import io.quanttradinggym.grpc.v1.ForkEnvironmentRequest;
import io.quanttradinggym.grpc.v1.ListFeaturesRequest;
import io.quanttradinggym.grpc.v1.ScenarioServiceGrpc;
import io.quanttradinggym.kit.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step that takes minutes: one decision in four hours of a busy market, after a quick reset. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LongStepTest {
  private static final String BUSY =
      """
      {"population": [{"type": "market-maker", "count": 3},
        {"type": "noise", "count": 100, "mean_interval": "1ms"}],
       "session": {"warmup": "0s"},
       "episode": {"start": "100ms", "duration": "4h", "decision_interval": "4h"}}
      """;
  private static final int CLIENTS = 3 * Runtime.getRuntime().availableProcessors();

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String create(Channel channel, String overrides, int n) {
    return EnvironmentServiceGrpc.newBlockingStub(channel)
        .createEnvironment(TestServer.marketMaking(overrides, n).build())
        .getEnvironmentId();
  }

  /** Clients on separate connections, each during a step that does not end. */
  private List<ManagedChannel> busyClients() {
    List<ManagedChannel> channels = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      ManagedChannel channel = server.connect();
      String id = create(channel, BUSY, 1);
      Driver driver = new Driver(channel);
      driver.begin(id, (long) i);
      driver.send(Driver.step(3).build());
      channels.add(channel);
    }
    return channels;
  }

  private static long simulating() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("long-step"))
        .filter(thread -> thread.getValue().length > 0)
        .filter(thread -> !thread.getValue()[0].getMethodName().startsWith("wait"))
        .count();
  }

  @Test
  void othersAreAnsweredWhileStepsTakeMinutes() throws InterruptedException {
    Channel before = server.connect();
    String id = create(before, "", 2);
    Driver bystander = new Driver(before);
    bystander.begin(id, 1L, 2L);
    busyClients();
    Waiting.until(() -> simulating() > 0);
    for (int i = 0; i < 300; i++) {
      bystander.act(3, 1);
    }
    for (int i = 0; i < 8; i++) { // more than there are network threads
      Channel after = server.connect();
      assertEquals(
          ServingStatus.SERVING,
          HealthGrpc.newBlockingStub(after)
              .withDeadlineAfter(20, TimeUnit.SECONDS)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus());
      ScenarioServiceGrpc.newBlockingStub(after)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .listFeatures(ListFeaturesRequest.getDefaultInstance());
    }
    Channel late = server.connect();
    Driver other = new Driver(late);
    other.begin(create(late, "", 1), 5L);
    assertTrue(simulating() > 0, "the long steps have ended; the test shows nothing");
  }

  @Test
  void aStepEndsWithItsClient() throws InterruptedException {
    List<ManagedChannel> clients = busyClients();
    Waiting.until(() -> simulating() > 0);
    for (ManagedChannel client : clients) {
      TestServer.disconnect(client);
    }
    Waiting.until(() -> simulating() == 0);
  }

  /** The environment outlives the call; the partial step is lost. */
  @Test
  void aStepThatWasCancelledNeedsAReset() throws InterruptedException {
    Channel channel = server.connect();
    String id = create(channel, BUSY, 1);
    Driver first = new Driver(channel);
    first.begin(id, 1L);
    first.send(Driver.step(3).build());
    Waiting.until(() -> simulating() > 0);
    ForkEnvironmentRequest fork = ForkEnvironmentRequest.newBuilder().setEnvironmentId(id).build();
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () -> EnvironmentServiceGrpc.newBlockingStub(channel).forkEnvironment(fork));
    assertEquals(
        "environment_id names an environment whose step or reset has not finished",
        refused.getStatus().getDescription());
    first.cancel();
    Waiting.until(() -> simulating() == 0);
    Driver second = new Driver(channel);
    assertEquals("RESET_NEEDED", second.refused(Driver.step(3).setEnvironmentId(id)).getReason());
    second.send(Driver.reset(1L).build());
    assertTrue(second.answer().hasReset());
  }
}
