package io.quanttradinggym.grpc.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits on the calls of one connection. */
final class ConnectionLimitsTest {
  private TestServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    server = new TestServer(false);
    channel = server.connect();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertServesOthers() {
    HealthGrpc.newBlockingStub(server.connect())
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .check(HealthCheckRequest.getDefaultInstance());
  }

  private static StreamObserver<HealthCheckResponse> watching(Runnable first, Runnable end) {
    return new StreamObserver<>() {
      @Override
      public void onNext(HealthCheckResponse response) {
        first.run();
      }

      @Override
      public void onError(Throwable error) {
        end.run();
      }

      @Override
      public void onCompleted() {
        end.run();
      }
    };
  }

  @Test
  void moreCallsThanAConnectionMayHaveWait() throws InterruptedException {
    int calls = GymServer.MAX_CALLS_PER_CONNECTION;
    CountDownLatch answered = new CountDownLatch(calls);
    StreamObserver<HealthCheckResponse> observer = watching(answered::countDown, () -> {});
    for (int i = 0; i < calls; i++) {
      HealthGrpc.newStub(channel).watch(HealthCheckRequest.getDefaultInstance(), observer);
    }
    assertTrue(answered.await(60, TimeUnit.SECONDS));
    StatusRuntimeException waited =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance()));
    assertEquals(Status.Code.DEADLINE_EXCEEDED, waited.getStatus().getCode());
    assertServesOthers();
  }

  /** Opening and cancelling calls in a row costs the server more than the client. */
  @Test
  void aConnectionThatCancelsTooManyCallsIsClosed() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    HealthGrpc.newStub(channel)
        .watch(HealthCheckRequest.getDefaultInstance(), watching(() -> {}, ended::countDown));
    StreamObserver<HealthCheckResponse> nobody = watching(() -> {}, () -> {});
    for (int i = 0; i < 4 * GymServer.MAX_CANCELLATIONS && ended.getCount() > 0; i++) {
      Context.CancellableContext context = Context.current().withCancellation();
      context.run(
          () -> HealthGrpc.newStub(channel).watch(HealthCheckRequest.getDefaultInstance(), nobody));
      context.cancel(null);
    }
    assertTrue(ended.await(5, TimeUnit.SECONDS), "the connection stays open");
    assertServesOthers();
  }
}
