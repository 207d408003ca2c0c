package io.quanttradinggym.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.CloseEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CloseEnvironmentResponse;
import io.quanttradinggym.grpc.v1.CreateEnvironmentRequest;
import io.quanttradinggym.grpc.v1.CreateEnvironmentResponse;
import io.quanttradinggym.grpc.v1.EnvironmentServiceGrpc.EnvironmentServiceImplBase;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.gym.AutoresetMode;
import io.quanttradinggym.gym.EnvSpec;
import io.quanttradinggym.gym.EnvironmentFactory;
import io.quanttradinggym.gym.VectorTradingEnv;
import java.security.SecureRandom;
import java.util.concurrent.Executor;

/** Makes environments, runs them and closes them. */
final class EnvironmentService extends EnvironmentServiceImplBase {
  private static final int MAX_ENVIRONMENTS = 1 << 16;

  private final ScenarioSources sources;
  private final Executor workers;
  private final SecureRandom entropy = new SecureRandom();

  /**
   * @param workers for commands that take long
   */
  EnvironmentService(ScenarioSources sources, Executor workers) {
    this.sources = sources;
    this.workers = workers;
  }

  @Override
  public void createEnvironment(
      CreateEnvironmentRequest request, StreamObserver<CreateEnvironmentResponse> responses) {
    Calls.answer(responses, () -> create(request, Session.greeted()));
  }

  private CreateEnvironmentResponse create(CreateEnvironmentRequest request, Session session) {
    int n = request.getNumEnvs();
    if (n < 1 || n > MAX_ENVIRONMENTS) {
      throw new ProblemException(Reason.ARGUMENT, "num_envs", n, "1 to " + MAX_ENVIRONMENTS);
    }
    AutoresetMode mode = mode(request);
    PolicyLeases policies = new PolicyLeases(session);
    HostedEnvironment environment;
    EnvSpec spec;
    try {
      EnvironmentFactory factory =
          new EnvironmentFactory(
              sources.read(request.getScenario()),
              policies.of(request.getScenario()),
              request.getMaxEpisodeSteps());
      int threads = Runtime.getRuntime().availableProcessors();
      VectorTradingEnv vector = factory.createVector(n, mode, threads, entropy::nextLong);
      environment = new HostedEnvironment(vector, mode, request.getInfoEveryStep(), policies);
      spec = factory.spec();
    } catch (RuntimeException | OutOfMemoryError e) {
      policies.close();
      throw e;
    }
    return CreateEnvironmentResponse.newBuilder()
        .setEnvironmentId(session.environments().add(environment))
        .setSpec(ProtoMapping.spec(spec))
        .build();
  }

  private static AutoresetMode mode(CreateEnvironmentRequest request) {
    return switch (request.getAutoresetMode()) {
      case AUTORESET_MODE_UNSPECIFIED, AUTORESET_MODE_NEXT_STEP -> AutoresetMode.NEXT_STEP;
      case AUTORESET_MODE_SAME_STEP -> AutoresetMode.SAME_STEP;
      case AUTORESET_MODE_DISABLED -> AutoresetMode.DISABLED;
      case UNRECOGNIZED ->
          throw new ProblemException(
              Reason.ARGUMENT,
              "autoreset_mode",
              request.getAutoresetModeValue(),
              "NEXT_STEP, SAME_STEP, DISABLED");
    };
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
