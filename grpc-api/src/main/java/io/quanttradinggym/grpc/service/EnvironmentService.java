package io.quanttradinggym.grpc.service;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.StatusMapping;
import io.quanttradinggym.grpc.mapping.DisplayMapping;
import io.quanttradinggym.grpc.mapping.ProtoMapping;
import io.quanttradinggym.grpc.mapping.SnapshotSeal;
import io.quanttradinggym.grpc.resource.Workers;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CloseEnvironmentResponse;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.DisplayEnvironmentRequest;
import io.quanttradinggym.grpc.v1.DisplayEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc.EnvironmentServiceImplBase;
import io.quanttradinggym.grpc.v1.ForkEnvironmentRequest;
import io.quanttradinggym.grpc.v1.ForkEnvironmentResponse;
import io.quanttradinggym.grpc.v1.GetActionMasksRequest;
import io.quanttradinggym.grpc.v1.GetActionMasksResponse;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import java.security.SecureRandom;

/** Creates, runs and closes environments. */
final class EnvironmentService extends EnvironmentServiceImplBase {
  private final ScenarioSources sources;
  private final WarmupCache warmups;
  private final Workers workers;
  private final SnapshotSeal seal;
  private final SecureRandom entropy = new SecureRandom();

  /**
   * @param warmups states in which episodes may begin
   * @param workers run commands
   * @param seal signs snapshots for clients
   */
  EnvironmentService(
      ScenarioSources sources, WarmupCache warmups, Workers workers, SnapshotSeal seal) {
    this.seal = seal;
    this.sources = sources;
    this.warmups = warmups;
    this.workers = workers;
  }

  @Override
  public void createEnvironment(
      CreateEnvironmentRequest request, StreamObserver<CreateEnvironmentResponse> responses) {
    Calls.answer(responses, () -> create(request, ClientConnection.greeted()));
  }

  private CreateEnvironmentResponse create(
      CreateEnvironmentRequest request, ClientConnection connection) {
    EnvironmentOptions options =
        new EnvironmentOptions(PolicyResolver.NONE, request.getMaxEpisodeSteps(), warmups);
    EnvironmentFactory factory = sources.read(request.getScenario()).environments(options);
    EnvironmentPlan plan = new EnvironmentPlan(factory, request, entropy::nextLong, seal);
    HostedEnvironment environment = HostedEnvironment.of(plan, new Leases(connection));
    return CreateEnvironmentResponse.newBuilder()
        .setEnvironmentId(connection.environments().add(environment))
        .setSpec(ProtoMapping.spec(factory))
        .build();
  }

  @Override
  public void forkEnvironment(
      ForkEnvironmentRequest request, StreamObserver<ForkEnvironmentResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ClientConnection connection = ClientConnection.greeted();
          HostedEnvironment origin = connection.environments().get(request.getEnvironmentId());
          HostedEnvironment fork = origin.fork(new Leases(connection));
          return ForkEnvironmentResponse.newBuilder()
              .setEnvironmentId(connection.environments().add(fork))
              .build();
        });
  }

  @Override
  public void displayEnvironment(
      DisplayEnvironmentRequest request, StreamObserver<DisplayEnvironmentResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ClientConnection connection = ClientConnection.greeted();
          HostedEnvironment environment = connection.environments().get(request.getEnvironmentId());
          return DisplayMapping.toResponse(environment.display(request.getIndex()));
        });
  }

  @Override
  public StreamObserver<RunEnvironmentRequest> runEnvironment(
      StreamObserver<RunEnvironmentResponse> responses) {
    try {
      return new EnvironmentStream(
          ClientConnection.greeted(),
          (ServerCallStreamObserver<RunEnvironmentResponse>) responses,
          workers);
    } catch (ProblemException e) {
      responses.onError(StatusMapping.toStatus(e));
      return new Refused();
    }
  }

  @Override
  public void getActionMasks(
      GetActionMasksRequest request, StreamObserver<GetActionMasksResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          HostedEnvironment environment =
              ClientConnection.greeted().environments().get(request.getEnvironmentId());
          return GetActionMasksResponse.newBuilder()
              .setMasks(ByteString.copyFrom(environment.actionMasks()))
              .build();
        });
  }

  @Override
  public void closeEnvironment(
      CloseEnvironmentRequest request, StreamObserver<CloseEnvironmentResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ClientConnection.greeted().environments().close(request.getEnvironmentId());
          return CloseEnvironmentResponse.getDefaultInstance();
        });
  }

  /** Discards requests that a client sends before it receives the rejection of its stream. */
  private static final class Refused implements StreamObserver<RunEnvironmentRequest> {
    @Override
    public void onNext(RunEnvironmentRequest request) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
