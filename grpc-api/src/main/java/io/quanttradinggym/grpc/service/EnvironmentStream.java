package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.mapping.EnvironmentCodec;
import io.quanttradinggym.grpc.resource.Workers;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one environment. Every request receives one response, in order.
 *
 * <p>Commands run on workers in slices. Other clients run between slices. A command whose client
 * has disconnected ends after its current slice. The stream requests the next message only after it
 * has answered the previous one, so at most one command runs at a time.
 */
final class EnvironmentStream implements StreamObserver<RunEnvironmentRequest> {
  private final ClientConnection connection;
  private final ServerCallStreamObserver<RunEnvironmentResponse> responses;
  private final Workers workers;
  private final Leases leases;
  private @Nullable HostedEnvironment environment;
  private @Nullable EnvironmentCodec codec; // of the environment
  private String environmentId = "";
  private long number; // of the last request accepted in sequence
  private boolean working;
  private boolean halfClosed;
  private boolean cancelled;

  /**
   * @throws ProblemException if there are too many streams
   */
  EnvironmentStream(
      ClientConnection connection,
      ServerCallStreamObserver<RunEnvironmentResponse> responses,
      Workers workers) {
    this.connection = connection;
    this.responses = responses;
    this.workers = workers;
    leases = new Leases(connection);
    leases.take(leases.budgets().streams(), 1);
    responses.disableAutoRequest();
    responses.setOnCancelHandler(this::cancel);
    responses.request(1);
  }

  @Override
  public void onNext(RunEnvironmentRequest request) {
    HostedEnvironment target;
    EnvironmentCodec.Exchange exchange;
    try {
      count(request.getNumber());
      target = find(request.getEnvironmentId());
      exchange = Objects.requireNonNull(codec).new Exchange(request);
    } catch (ProblemException e) {
      answer(refusal(request.getNumber(), e));
      return;
    }
    begin();
    workers.run(connection, target.isParallel(), first -> slice(target, exchange, first));
  }

  /** Runs one slice of a command; returns whether work remains. */
  private boolean slice(
      HostedEnvironment target, EnvironmentCodec.Exchange exchange, boolean first) {
    if (stopsCancelled()) {
      return false;
    }
    RunEnvironmentResponse response;
    try {
      if (!target.slice(exchange, first)) {
        return true;
      }
      response = exchange.response();
    } catch (RuntimeException | OutOfMemoryError e) {
      response = refusal(exchange.number(), e);
    }
    answer(response);
    return false;
  }

  private static RunEnvironmentResponse refusal(long number, Throwable error) {
    return RunEnvironmentResponse.newBuilder()
        .setNumber(number)
        .setError(StatusMapping.toCommandError(error))
        .build();
  }

  /** Whether the client has disconnected. If so, ends the running command. */
  private synchronized boolean stopsCancelled() {
    if (cancelled) {
      working = false;
      release();
    }
    return cancelled;
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
      codec = new EnvironmentCodec(current.host(), current.infoEveryStep(), current.seal());
      environmentId = id;
    } else if (!id.isEmpty() && !id.equals(environmentId)) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "environment_id", id, environmentId + ", as before"));
    }
    return current;
  }

  /** Checks that no request was lost or duplicated; 0 = the client does not number requests. */
  private synchronized void count(long next) {
    if (next != 0 && next != number + 1) {
      throw new ProblemException(
          Reason.ARGUMENT,
          "number",
          Long.toUnsignedString(next),
          "%d, the number after the last request".formatted(number + 1));
    }
    number = next;
  }

  @Override
  public void onError(Throwable error) {
    cancel();
  }

  private synchronized void cancel() {
    cancelled = true;
    if (!working) { // otherwise its command could run after a command of the next stream
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
    leases.close();
    if (environment != null) {
      environment.release(this);
    }
  }
}
