package io.quanttradinggym.grpc.mapping;

import com.google.protobuf.ByteString;
import io.quanttradinggym.grpc.v1.EvaluationReport;
import io.quanttradinggym.grpc.v1.PolicyEvaluation;
import io.quanttradinggym.grpc.v1.RecordEpisodesResponse;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.rollout.Rollout;

/** Converts evaluation results to messages. */
public final class ReportMapping {
  private ReportMapping() {}

  public static EvaluationReport report(io.quanttradinggym.gym.evaluation.EvaluationReport report) {
    EvaluationReport.Builder message =
        EvaluationReport.newBuilder().setWallSeconds(report.wallSeconds());
    report.policies().forEach(policy -> message.addPolicies(evaluation(policy)));
    return message.build();
  }

  private static PolicyEvaluation evaluation(
      io.quanttradinggym.gym.evaluation.PolicyEvaluation evaluation) {
    PolicyEvaluation.Builder message =
        PolicyEvaluation.newBuilder()
            .setPolicy(evaluation.policy())
            .setEpisodes(evaluation.episodes())
            .setMeanReturn(evaluation.meanReturn())
            .setCi95Low(evaluation.ci95().low())
            .setCi95High(evaluation.ci95().high())
            .setPnlMean(evaluation.pnlMean())
            .setSharpe(evaluation.sharpe())
            .setMaxDrawdown(evaluation.maxDrawdown())
            .setStepsPerSecond(evaluation.stepsPerSecond())
            .setDetail(evaluation.detail());
    evaluation
        .differenceCi95()
        .ifPresent(interval ->
            message.setDifferenceCi95Low(interval.low()).setDifferenceCi95High(interval.high()));
    for (int i = 0; i < evaluation.returns().length; i++) {
      message.addReturns(evaluation.returns()[i]).addPnls(evaluation.pnls()[i]);
    }
    return message.build();
  }

  public static boolean isBox(EnvironmentSpec spec) {
    return spec.seat().action().kind() == ActionSpec.Kind.BOX;
  }

  /**
   * @param box whether actions are float32
   */
  public static RecordEpisodesResponse episode(Rollout rollout, boolean box) {
    ByteString actions =
        box ? Packing.pack(rollout.actions()) : Packing.packIntegers(rollout.actions());
    return RecordEpisodesResponse.newBuilder()
        .setSeed(rollout.seed())
        .setSteps(rollout.steps())
        .setObservations(Packing.pack(rollout.observations()))
        .setOutputs(Packing.pack(rollout.outputs()))
        .setActions(actions)
        .setRewards(Packing.pack(rollout.rewards()))
        .setStartingEquity(rollout.startingEquity())
        .setEquity(Packing.pack(rollout.equity()))
        .setPosition(Packing.pack(rollout.position()))
        .setMidTicks(Packing.pack(rollout.midTicks()))
        .setDigest(ProtoMapping.digest(rollout.digest()))
        .setOrdersDigest(ProtoMapping.digest(rollout.ordersDigest()))
        .setEpisodeReturn(rollout.episodeReturn())
        .build();
  }
}
