package io.quanttradinggym.grpc.mapping;

import com.google.protobuf.ByteString;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.grpc.v1.CollectRolloutRequest;
import io.quanttradinggym.grpc.v1.CollectRolloutResponse;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.SeatSpec;
import io.quanttradinggym.gym.training.ActionDistribution;
import io.quanttradinggym.gym.training.Activation;
import io.quanttradinggym.gym.training.Categorical;
import io.quanttradinggym.gym.training.DenseLayer;
import io.quanttradinggym.gym.training.DiagonalGaussian;
import io.quanttradinggym.gym.training.EpsilonGreedy;
import io.quanttradinggym.gym.training.LearningPolicy;
import io.quanttradinggym.gym.training.Network;
import io.quanttradinggym.gym.training.ObservationScaling;
import io.quanttradinggym.gym.training.Trajectories;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts policies that are being trained from messages, and what they played to messages. */
public final class RolloutMapping {
  private RolloutMapping() {}

  /**
   * Reads a policy for a seat.
   *
   * @throws InvalidInputException if a part of it is not valid
   */
  public static LearningPolicy policy(
      io.quanttradinggym.grpc.v1.LearningPolicy message, SeatSpec seat) {
    return new LearningPolicy(
        network(message.getActor()),
        message.hasCritic() ? network(message.getCritic()) : null,
        distribution(message, seat.action()),
        message.hasScaling() ? scaling(message.getScaling()) : null);
  }

  private static Network network(io.quanttradinggym.grpc.v1.Network message) {
    return new Network(message.getLayersList().stream().map(RolloutMapping::layer).toList());
  }

  private static DenseLayer layer(io.quanttradinggym.grpc.v1.DenseLayer message) {
    Activation activation =
        switch (message.getActivation()) {
          case ACTIVATION_UNSPECIFIED -> Activation.NONE;
          case ACTIVATION_RELU -> Activation.RELU;
          case ACTIVATION_TANH -> Activation.TANH;
          case UNRECOGNIZED ->
              throw new InvalidInputException(
                  "layer.activation", message.getActivationValue(), "none, RELU or TANH");
        };
    return new DenseLayer(
        message.getInputs(),
        Unpacking.floats("layer.weights", message.getWeights()),
        Unpacking.floats("layer.biases", message.getBiases()),
        activation);
  }

  private static ActionDistribution distribution(
      io.quanttradinggym.grpc.v1.LearningPolicy message, ActionSpec action) {
    if (!message.getEpsilons().isEmpty()) {
      if (action.kind() != ActionSpec.Kind.DISCRETE) {
        throw new InvalidInputException("policy.epsilons", action.kind(), "a DISCRETE action");
      }
      double[] epsilons = Unpacking.doubles("policy.epsilons", message.getEpsilons());
      return new EpsilonGreedy(action.counts().getFirst(), epsilons);
    }
    return action.kind() == ActionSpec.Kind.BOX
        ? new DiagonalGaussian(Unpacking.floats("policy.log_std", message.getLogStd()))
        : new Categorical(action.counts());
  }

  private static ObservationScaling scaling(io.quanttradinggym.grpc.v1.ObservationScaling message) {
    return new ObservationScaling(
        Unpacking.doubles("scaling.means", message.getMeans()),
        Unpacking.doubles("scaling.variances", message.getVariances()),
        message.getEpsilon(),
        message.getLimit());
  }

  /** The actions that a request asks to take; null if the policy is to draw them. */
  public static float @Nullable [] forcedActions(CollectRolloutRequest request, ActionSpec action) {
    ByteString bytes = request.getForcedActions();
    if (bytes.isEmpty()) {
      return null;
    }
    return action.kind() == ActionSpec.Kind.BOX
        ? Unpacking.floats("forced_actions", bytes)
        : Unpacking.integers("forced_actions", bytes);
  }

  /** The results of a rollout. */
  public static CollectRolloutResponse response(Trajectories played, ActionSpec action) {
    List<Trajectories.End> ends = played.ends();
    CollectRolloutResponse.Builder response =
        CollectRolloutResponse.newBuilder()
            .setObservations(Packing.pack(played.observations()))
            .setActions(
                action.kind() == ActionSpec.Kind.BOX
                    ? Packing.pack(played.actions())
                    : Packing.packIntegers(played.actions()))
            .setLogProbabilities(Packing.pack(played.logProbabilities()))
            .setValues(Packing.pack(played.values()))
            .setRewards(Packing.pack(played.rewards()))
            .setTerminated(ByteString.copyFrom(played.terminated()))
            .setTruncated(ByteString.copyFrom(played.truncated()))
            .setLastObservations(Packing.pack(played.lastObservations()))
            .setFinalObservations(finals(ends));
    for (Trajectories.End end : ends) {
      response
          .addEndSteps(end.step())
          .addEndInfos(ProtoMapping.info(end.environment(), end.info()));
    }
    return response.build();
  }

  private static ByteString finals(List<Trajectories.End> ends) {
    if (ends.isEmpty()) {
      return ByteString.EMPTY;
    }
    int size = ends.getFirst().observation().length;
    float[] rows = new float[ends.size() * size];
    for (int i = 0; i < ends.size(); i++) {
      System.arraycopy(ends.get(i).observation(), 0, rows, i * size, size);
    }
    return Packing.pack(rows);
  }
}
