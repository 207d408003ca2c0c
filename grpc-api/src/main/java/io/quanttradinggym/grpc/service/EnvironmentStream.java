package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one environment: every request is answered by one response, in order.
 *
 * <p>Quick commands run on the connection's own thread, which saves the time of waking another; the
 * others run on a worker, so that the connection stays responsive. The next request is only asked
 * for when the last one was answered, so there is never more than one at work.
 */
final class EnvironmentStream implements StreamObserver<RunEnvironmentRequest> {
  private final ClientConnection connection;
  private final ServerCallStreamObserver<RunEnvironmentResponse> responses;
  private final Executor workers;
  private @Nullable HostedEnvironment environment;
  private String environmentId = "";
  private boolean working;
  private boolean halfClosed;
  private boolean cancelled;

  EnvironmentStream(
      ClientConnection connection,
      ServerCallStreamObserver<RunEnvironmentResponse> responses,
      Executor workers) {
    this.connection = connection;
    this.responses = responses;
    this.workers = workers;
    responses.disableAutoRequest();
    responses.setOnCancelHandler(this::cancel);
    responses.request(1);
  }

  @Override
  public void onNext(RunEnvironmentRequest request) {
    HostedEnvironment target;
    try {
      target = find(request.getEnvironmentId());
    } catch (ProblemException e) {
      answer(RunEnvironmentResponse.newBuilder().setError(StatusMapping.toCommandError(e)).build());
      return;
    }
    if (target.isQuick(request)) {
      answer(target.run(request));
    } else {
      begin();
      workers.execute(() -> answer(target.run(request)));
    }
  }

  private synchronized void begin() {
    working = true;
  }

  private synchronized void answer(RunEnvironmentResponse response) {
    working = false;
    if (cancelled) {
      release();
      return;
    }
    responses.onNext(response);
    if (halfClosed) {
      responses.onCompleted();
      release();
    } else {
      responses.request(1);
    }
  }

  private synchronized HostedEnvironment find(String id) {
    HostedEnvironment current = environment;
    if (current == null) {
      current = connection.environments().get(id);
      current.acquire(this);
      environment = current;
      environmentId = id;
    } else if (!id.isEmpty() && !id.equals(environmentId)) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "environment_id", id, environmentId + ", as before"));
    }
    return current;
  }

  @Override
  public void onError(Throwable error) {
    cancel();
  }

  private synchronized void cancel() {
    cancelled = true;
    if (!working) { // otherwise its command could follow one of the next stream
      release();
    }
  }

  @Override
  public synchronized void onCompleted() {
    halfClosed = true;
    if (!working) {
      if (!cancelled) {
        responses.onCompleted();
      }
      release();
    }
  }

  private void release() {
    if (environment != null) {
      environment.release(this);
    }
  }
}
