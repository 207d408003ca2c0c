package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.resource.Workers;
import io.quanttradinggym.grpc.v1.CollectRolloutRequest;
import io.quanttradinggym.grpc.v1.CollectRolloutResponse;
import io.quanttradinggym.grpc.v1.RolloutServiceGrpc.RolloutServiceImplBase;

/** Plays environments with policies that are being trained. */
final class RolloutService extends RolloutServiceImplBase {
  private final Workers workers;

  /**
   * @param workers play, in slices
   */
  RolloutService(Workers workers) {
    this.workers = workers;
  }

  @Override
  public void collectRollout(
      CollectRolloutRequest request, StreamObserver<CollectRolloutResponse> responses) {
    ServerCallStreamObserver<CollectRolloutResponse> observer =
        (ServerCallStreamObserver<CollectRolloutResponse>) responses;
    try {
      ClientConnection connection = ClientConnection.greeted();
      RolloutCall call = RolloutCall.begin(request, connection, observer);
      workers
          .steps()
          .add(
              connection,
              () -> {
                if (call.slice(true)) {
                  workers.longSteps().add(connection, () -> call.slice(false));
                }
                return false;
              });
    } catch (RuntimeException | OutOfMemoryError e) {
      responses.onError(StatusMapping.toStatus(e));
    }
  }
}
