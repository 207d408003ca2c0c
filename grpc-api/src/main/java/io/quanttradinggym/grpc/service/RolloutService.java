package io.quanttradinggym.grpc.service;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.carrier.EnvironmentCommand;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.mapping.RolloutMapping;
import io.quanttradinggym.grpc.resource.Workers;
import io.quanttradinggym.grpc.v1.CollectRolloutRequest;
import io.quanttradinggym.grpc.v1.CollectRolloutResponse;
import io.quanttradinggym.grpc.v1.RolloutServiceGrpc.RolloutServiceImplBase;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.SeatSpec;
import io.quanttradinggym.gym.training.LearningPolicy;
import io.quanttradinggym.gym.training.TrainingPlay;
import io.quanttradinggym.gym.training.Trajectories;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
      workers.run(connection, call.environment.isParallel(), call::slice);
    } catch (RuntimeException | OutOfMemoryError e) {
      responses.onError(StatusMapping.toStatus(e));
    }
  }

  /** One rollout, played in slices until it is complete or its client has disconnected. */
  private static final class RolloutCall implements EnvironmentCommand {
    /** Arrays of a response, with room for the other fields below the limit of a message. */
    private static final long MAX_BYTES = 192 << 20;

    private final CollectRolloutRequest request;
    private final HostedEnvironment environment;
    private final LearningPolicy policy;
    private final Leases leases;
    private final ServerCallStreamObserver<CollectRolloutResponse> responses;
    private @Nullable TrainingPlay play;
    private volatile boolean cancelled;

    private RolloutCall(
        CollectRolloutRequest request,
        HostedEnvironment environment,
        Leases leases,
        ServerCallStreamObserver<CollectRolloutResponse> responses) {
      this.request = request;
      this.environment = environment;
      this.leases = leases;
      this.responses = responses;
      policy = RolloutMapping.policy(request.getPolicy(), seat());
      responses.setOnCancelHandler(() -> cancelled = true);
    }

    /**
     * Checks a request and takes the memory for its results.
     *
     * @throws ProblemException if the environment is not known, or the results are too large
     */
    static RolloutCall begin(
        CollectRolloutRequest request,
        ClientConnection connection,
        ServerCallStreamObserver<CollectRolloutResponse> responses) {
      HostedEnvironment environment = connection.environments().get(request.getEnvironmentId());
      long bytes = bytes(request, environment);
      Leases leases = new Leases(connection);
      try {
        // The arrays, and the message of their contents.
        leases.take(leases.budgets().messageMemory(), 2 * bytes);
        return new RolloutCall(request, environment, leases, responses);
      } catch (RuntimeException | OutOfMemoryError e) {
        leases.close();
        throw e;
      }
    }

    private static long bytes(CollectRolloutRequest request, HostedEnvironment environment) {
      AutoresetMode mode = environment.host().mode();
      if (mode != AutoresetMode.SAME_STEP) {
        throw new ProblemException(Reason.ARGUMENT, "autoreset_mode", mode, "SAME_STEP");
      }
      EnvironmentSpec spec = environment.host().spec();
      int size = environment.host().size();
      long most = MAX_BYTES / Trajectories.bytes(spec, size, 1);
      int steps = request.getSteps();
      if (steps < 1 || steps > most) {
        String allowed = "1 to %d for %d environments".formatted(most, size);
        throw new ProblemException(Reason.ARGUMENT, "steps", steps, allowed);
      }
      return Trajectories.bytes(spec, size, steps);
    }

    private SeatSpec seat() {
      return environment.host().spec().seat();
    }

    /** Runs one slice; returns whether work remains. */
    boolean slice(boolean first) {
      if (cancelled) {
        leases.close();
        return false;
      }
      try {
        if (!environment.slice(this, first)) {
          return true;
        }
        answer();
      } catch (RuntimeException | OutOfMemoryError e) {
        leases.close();
        responses.onError(StatusMapping.toStatus(e));
      }
      return false;
    }

    private void answer() {
      Trajectories played = Objects.requireNonNull(play).played();
      CollectRolloutResponse response = RolloutMapping.response(played, seat().action());
      leases.close();
      if (!cancelled) {
        responses.onNext(response);
        responses.onCompleted();
      }
    }

    @Override
    public void begin() {
      if (environment.host().isUnderWay()) {
        throw new ProblemException(
            Problem.of(
                Reason.RESET_NEEDED,
                "the last reset, step or rollout of the environments was not finished: reset first"));
      }
      float[] forced = RolloutMapping.forcedActions(request, seat().action());
      if (forced != null) {
        int n = environment.host().size();
        Problems.reporting(
            Reason.ACTION,
            () -> TrainingPlay.checkForced(forced, request.getSteps(), n, seat().action()));
      }
      TrainingPlay begun =
          new TrainingPlay(
              environment.host().environments(),
              policy,
              request.getSteps(),
              request.getSeed(),
              request.getIndex(),
              forced);
      environment.host().beginWork(begun);
      play = begun;
    }

    @Override
    public void finish() {
      if (!Objects.requireNonNull(play).isFinished()) {
        throw new ProblemException(
            Problem.of(Reason.CANCELLED, "another command has begun during the rollout"));
      }
      environment.host().describe();
    }
  }
}
