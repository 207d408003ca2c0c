package io.quanttradinggym.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CloseEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc.EnvironmentServiceImplBase;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import java.util.concurrent.Executor;

/** Makes environments, runs them and closes them. */
final class EnvironmentService extends EnvironmentServiceImplBase {
  private final Executor workers;

  EnvironmentService(Executor workers) {
    this.workers = workers;
  }

  @Override
  public StreamObserver<RunEnvironmentRequest> runEnvironment(
      StreamObserver<RunEnvironmentResponse> responses) {
    try {
      return new EnvironmentStream(
          Session.greeted(), (ServerCallStreamObserver<RunEnvironmentResponse>) responses, workers);
    } catch (ProblemException e) {
      responses.onError(StatusMapping.toStatus(e));
      return new Refused();
    }
  }

  @Override
  public void closeEnvironment(
      CloseEnvironmentRequest request, StreamObserver<CloseEnvironmentResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          Session.greeted().environments().close(request.getEnvironmentId());
          return CloseEnvironmentResponse.getDefaultInstance();
        });
  }

  /** What a client still sends before it hears that its stream was refused. */
  private static final class Refused implements StreamObserver<RunEnvironmentRequest> {
    @Override
    public void onNext(RunEnvironmentRequest request) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
