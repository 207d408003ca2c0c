package io.quanttradinggym.grpc.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.error.Problem;
import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.ResetCommand;
import io.quanttradinggym.grpc.v1.ResetResult;
import io.quanttradinggym.grpc.v1.RestoreCommand;
import io.quanttradinggym.grpc.v1.RestoreResult;
import io.quanttradinggym.grpc.v1.RunEnvironmentRequest;
import io.quanttradinggym.grpc.v1.RunEnvironmentResponse;
import io.quanttradinggym.grpc.v1.SnapshotCommand;
import io.quanttradinggym.grpc.v1.SnapshotResult;
import io.quanttradinggym.grpc.v1.StepCommand;
import io.quanttradinggym.grpc.v1.StepResult;
import io.quanttradinggym.gym.AutoresetMode;
import io.quanttradinggym.gym.VectorTradingEnv;
import io.quanttradinggym.gym.action.ActionSpec;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A vector environment with the buffers that its commands and answers pass through. Answers show
 * live buffers: they must have been written to the network before the next command. Thread safe,
 * though commands are meant to come from one stream.
 */
final class HostedEnvironment implements AutoCloseable {
  /** Commands of this length keep a connection's thread from its other duties for too long. */
  private static final long SLOW_NANOS = 500 * Units.NANOS_PER_MILLI;

  private final EnvironmentPlan plan;
  private final VectorTradingEnv environment;
  private final PolicyLeases policies;
  private final boolean sameStep;
  private final boolean infoEveryStep;
  private final boolean box;
  private final int rowLength;
  private final float[] actions; // (n, action size)
  private final byte[] observations; // (n, d) float32
  private final byte[] rewards; // (n) float64
  private final ByteString observationsView;
  private final ByteString rewardsView;
  private final ByteString terminatedView;
  private final ByteString truncatedView;
  private final AtomicReference<@Nullable Object> driver = new AtomicReference<>();
  private boolean closed;
  private volatile boolean quick;

  private HostedEnvironment(
      EnvironmentPlan plan, VectorTradingEnv environment, PolicyLeases policies) {
    this.plan = plan;
    this.environment = environment;
    this.policies = policies;
    infoEveryStep = plan.infoEveryStep();
    sameStep = plan.mode() == AutoresetMode.SAME_STEP;
    ActionSpec action = environment.spec().action();
    box = action.kind() == ActionSpec.Kind.BOX;
    rowLength = environment.spec().observation().size();
    int n = environment.size();
    actions = new float[n * action.size()];
    observations = new byte[n * rowLength * Float.BYTES];
    rewards = new byte[n * Double.BYTES];
    observationsView = UnsafeByteOperations.unsafeWrap(observations);
    rewardsView = UnsafeByteOperations.unsafeWrap(rewards);
    terminatedView = UnsafeByteOperations.unsafeWrap(environment.result().terminated());
    truncatedView = UnsafeByteOperations.unsafeWrap(environment.result().truncated());
  }

  /**
   * Makes an environment.
   *
   * @param policies those that agents of the population act by; closed with the environment
   */
  static HostedEnvironment of(EnvironmentPlan plan, PolicyLeases policies) {
    return of(plan, plan::make, policies);
  }

  private static HostedEnvironment of(
      EnvironmentPlan plan, Function<PolicyLeases, VectorTradingEnv> maker, PolicyLeases policies) {
    try {
      return new HostedEnvironment(plan, maker.apply(policies), policies);
    } catch (RuntimeException | OutOfMemoryError e) {
      policies.close();
      throw e;
    }
  }

  /**
   * Makes another environment that is a copy of this one as it stands.
   *
   * @param leases closed with the copy
   */
  synchronized HostedEnvironment fork(PolicyLeases leases) {
    checkOpen();
    HostedEnvironment fork = of(plan, plan::makeForCopy, leases);
    try {
      environment.copyTo(fork.environment);
    } catch (RuntimeException e) {
      fork.close();
      throw e;
    }
    fork.quick = quick;
    return fork;
  }

  private void checkOpen() {
    if (closed) {
      throw new ProblemException(
          Problem.of(Reason.ARGUMENT, "environment_id names an environment that was closed"));
    }
  }

  /** Whether {@code command} is so short that any thread can run it. */
  boolean isQuick(RunEnvironmentRequest command) {
    return quick && command.hasStep();
  }

  /** Gives the environment to one stream, until {@link #release}. */
  void acquire(Object stream) {
    if (!driver.compareAndSet(null, stream)) {
      throw new ProblemException(
          Problem.of(
              Reason.ARGUMENT,
              "environment_id names an environment that another stream is running; an environment"
                  + " belongs to one stream at a time"));
    }
  }

  void release(Object stream) {
    driver.compareAndSet(stream, null);
  }

  /** Carries out one command. What it refuses it answers with an error, and goes on. */
  synchronized RunEnvironmentResponse run(RunEnvironmentRequest request) {
    RunEnvironmentResponse.Builder response = RunEnvironmentResponse.newBuilder();
    long start = System.nanoTime();
    try {
      checkOpen();
      switch (request.getCommandCase()) {
        case STEP -> response.setStep(step(request.getStep()));
        case RESET -> response.setReset(reset(request.getReset()));
        case SNAPSHOT -> response.setSnapshot(snapshot(request.getSnapshot()));
        case RESTORE -> response.setRestore(restore(request.getRestore()));
        case COMMAND_NOT_SET ->
            throw new ProblemException(
                Reason.ARGUMENT, "command", "(missing)", "step, reset, snapshot, restore");
      }
      boolean begins = request.hasReset() || request.hasRestore();
      quick = System.nanoTime() - start < SLOW_NANOS && (quick || begins);
    } catch (RuntimeException | OutOfMemoryError e) {
      response.setError(StatusMapping.toCommandError(e));
    }
    return response.build();
  }

  private StepResult step(StepCommand command) {
    unpack(command.getActions());
    Problems.reporting(Reason.ACTION, () -> environment.step(actions));
    var result = environment.result();
    Packing.pack(result.observations(), 0, result.observations().length, observations, 0);
    Packing.pack(result.rewards(), rewards);
    StepResult.Builder step =
        StepResult.newBuilder()
            .setObservations(observationsView)
            .setRewards(rewardsView)
            .setTerminated(terminatedView)
            .setTruncated(truncatedView);
    int ended = 0;
    for (int i = 0; i < result.size(); i++) {
      ended += result.ended(i) ? 1 : 0;
      if (infoEveryStep || result.ended(i)) {
        step.addInfos(ProtoMapping.info(i, result.info(i)));
      }
    }
    if (sameStep && ended > 0) {
      step.setFinalObservations(finalObservations(ended));
    }
    return step.build();
  }

  private void unpack(ByteString bytes) {
    int expected = actions.length * Float.BYTES;
    if (bytes.size() != expected) {
      throw new ProblemException(
          Reason.ACTION,
          "actions",
          bytes.size() + " bytes",
          "%d bytes: %d x %d numbers of 4 bytes"
              .formatted(expected, environment.size(), environment.spec().action().size()));
    }
    if (box) {
      Packing.unpackFloats(bytes, actions);
    } else {
      Packing.unpackIntegers(bytes, actions);
    }
  }

  private ByteString finalObservations(int ended) {
    var result = environment.result();
    byte[] rows = new byte[ended * rowLength * Float.BYTES];
    int row = 0;
    for (int i = 0; i < result.size(); i++) {
      if (result.ended(i)) {
        Packing.pack(result.finalObservations(), i * rowLength, rowLength, rows, row++ * rowLength);
      }
    }
    return UnsafeByteOperations.unsafeWrap(rows);
  }

  private ResetResult reset(ResetCommand command) {
    int n = environment.size();
    byte[] mask = command.getMask().isEmpty() ? null : command.getMask().toByteArray();
    Problems.reporting(Reason.ARGUMENT, () -> environment.reset(seeds(command), mask));
    var result = environment.result();
    Packing.pack(result.observations(), 0, result.observations().length, observations, 0);
    ResetResult.Builder reset = ResetResult.newBuilder().setObservations(observationsView);
    for (int i = 0; i < n; i++) {
      if (mask == null || mask[i] != 0) {
        reset.addInfos(ProtoMapping.info(i, result.info(i)));
      }
    }
    return reset.build();
  }

  private SnapshotResult snapshot(SnapshotCommand command) {
    byte[] bytes =
        Problems.reporting(Reason.ARGUMENT, () -> environment.snapshot(command.getIndex()));
    return SnapshotResult.newBuilder().setSnapshot(UnsafeByteOperations.unsafeWrap(bytes)).build();
  }

  private RestoreResult restore(RestoreCommand command) {
    int index = command.getIndex();
    byte[] bytes = command.getSnapshot().toByteArray();
    Problems.reporting(Reason.ARGUMENT, () -> environment.restore(index, bytes));
    var result = environment.result();
    Packing.pack(result.observations(), 0, result.observations().length, observations, 0);
    return RestoreResult.newBuilder()
        .setObservations(observationsView)
        .setTerminated(terminatedView)
        .setTruncated(truncatedView)
        .setInfo(ProtoMapping.info(index, result.info(index)))
        .build();
  }

  private static long @Nullable [] seeds(ResetCommand command) {
    if (command.getSeedsCount() == 0) {
      return null;
    }
    long[] seeds = new long[command.getSeedsCount()];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = command.getSeeds(i);
    }
    return seeds;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      plan.close(environment);
    }
    policies.close();
  }
}
