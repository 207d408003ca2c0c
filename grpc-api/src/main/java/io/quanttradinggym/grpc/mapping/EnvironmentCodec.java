package io.quanttradinggym.grpc.mapping;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.quanttradinggym.grpc.carrier.EnvironmentCommand;
import io.quanttradinggym.grpc.carrier.EnvironmentHost;
import io.quanttradinggym.grpc.carrier.PackedActions;
import io.quanttradinggym.grpc.carrier.StepBytes;
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
import io.quanttradinggym.gym.api.AutoresetMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Executes commands of an environment given as protobuf messages. Responses reference live buffers:
 * send a response before the next command. NOT thread safe.
 */
public final class EnvironmentCodec {
  private final EnvironmentHost host;
  private final StepBytes result;
  private final boolean infoEveryStep;
  private final SnapshotSeal seal;
  private final ByteString observations;
  private final ByteString rewards;
  private final ByteString terminated;
  private final ByteString truncated;

  /**
   * @param infoEveryStep whether every step includes infos; otherwise only episode ends do
   * @param seal signs snapshots for clients
   */
  public EnvironmentCodec(EnvironmentHost host, boolean infoEveryStep, SnapshotSeal seal) {
    this.seal = seal;
    this.host = host;
    this.infoEveryStep = infoEveryStep;
    result = new StepBytes(host.results());
    observations = UnsafeByteOperations.unsafeWrap(result.observations());
    rewards = UnsafeByteOperations.unsafeWrap(result.rewards());
    terminated = UnsafeByteOperations.unsafeWrap(result.terminated());
    truncated = UnsafeByteOperations.unsafeWrap(result.truncated());
  }

  /** A request as a command, and its answer. */
  public final class Exchange implements EnvironmentCommand {
    private final RunEnvironmentRequest request;
    private @Nullable RunEnvironmentResponse response;

    public Exchange(RunEnvironmentRequest request) {
      this.request = request;
    }

    @Override
    public void begin() {
      EnvironmentCodec.this.begin(request);
    }

    @Override
    public void finish() {
      response = answer(request);
    }

    /** The number of the request. */
    public long number() {
      return request.getNumber();
    }

    /** The answer of the finished command. */
    public RunEnvironmentResponse response() {
      return Objects.requireNonNull(response);
    }
  }

  /** Begins a command, which the host then has to run. */
  private void begin(RunEnvironmentRequest request) {
    switch (request.getCommandCase()) {
      case STEP -> begin(request.getStep());
      case RESET -> begin(request.getReset());
      case SNAPSHOT, RESTORE, COMMAND_NOT_SET -> {
        // has nothing to do with time
      }
    }
  }

  private RunEnvironmentResponse answer(RunEnvironmentRequest request) {
    RunEnvironmentResponse.Builder response =
        RunEnvironmentResponse.newBuilder().setNumber(request.getNumber());
    switch (request.getCommandCase()) {
      case STEP -> response.setStep(step());
      case RESET -> response.setReset(reset(request.getReset()));
      case SNAPSHOT -> response.setSnapshot(snapshot(request.getSnapshot()));
      case RESTORE -> response.setRestore(restore(request.getRestore()));
      case COMMAND_NOT_SET ->
          throw new ProblemException(
              Reason.ARGUMENT, "command", "(missing)", "step, reset, snapshot, restore");
    }
    return response.build();
  }

  private void begin(StepCommand command) {
    Problems.reporting(
        Reason.ACTION,
        () -> host.beginStep(new PackedActions(command.getActions().asReadOnlyByteBuffer())));
  }

  private StepResult step() {
    result.pack();
    StepResult.Builder step =
        StepResult.newBuilder()
            .setObservations(observations)
            .setRewards(rewards)
            .setTerminated(terminated)
            .setTruncated(truncated);
    boolean anyEnded = false;
    for (int i = 0; i < result.size(); i++) {
      boolean ended = result.ended(i);
      anyEnded |= ended;
      if (infoEveryStep || ended) {
        for (int seat = 0; seat < result.seats(); seat++) {
          step.addInfos(ProtoMapping.info(i, result.info(i, seat)));
        }
      }
    }
    if (host.mode() == AutoresetMode.SAME_STEP && anyEnded) {
      step.setFinalObservations(UnsafeByteOperations.unsafeWrap(result.finalObservations()));
    }
    return step.build();
  }

  private void begin(ResetCommand command) {
    Problems.reporting(Reason.ARGUMENT, () -> host.beginReset(seeds(command), mask(command)));
  }

  private static byte @Nullable [] mask(ResetCommand command) {
    return command.getMask().isEmpty() ? null : command.getMask().toByteArray();
  }

  private ResetResult reset(ResetCommand command) {
    result.pack();
    byte[] mask = mask(command);
    ResetResult.Builder reset = ResetResult.newBuilder().setObservations(observations);
    for (int i = 0; i < result.size(); i++) {
      if (mask == null || mask[i] != 0) {
        for (int seat = 0; seat < result.seats(); seat++) {
          reset.addInfos(ProtoMapping.info(i, result.info(i, seat)));
        }
      }
    }
    return reset.build();
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

  private SnapshotResult snapshot(SnapshotCommand command) {
    byte[] bytes =
        Problems.reporting(Reason.ARGUMENT, () -> seal.seal(host.snapshot(command.getIndex())));
    return SnapshotResult.newBuilder().setSnapshot(UnsafeByteOperations.unsafeWrap(bytes)).build();
  }

  private RestoreResult restore(RestoreCommand command) {
    int index = command.getIndex();
    byte[] bytes = command.getSnapshot().toByteArray();
    Problems.reporting(Reason.ARGUMENT, () -> host.restore(index, seal.unseal(bytes)));
    result.pack();
    RestoreResult.Builder restore =
        RestoreResult.newBuilder()
            .setObservations(observations)
            .setTerminated(terminated)
            .setTruncated(truncated)
            .setInfo(ProtoMapping.info(index, result.info(index, 0)));
    return restore.build();
  }
}
