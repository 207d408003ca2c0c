package io.quanttradinggym.grpc.service;

import io.quanttradinggym.grpc.v1.ActionSpec;
import io.quanttradinggym.grpc.v1.EnvironmentSpec;
import io.quanttradinggym.grpc.v1.EpisodeInfo;
import io.quanttradinggym.grpc.v1.ObservationSpec;
import io.quanttradinggym.gym.EnvSpec;
import io.quanttradinggym.gym.observation.ObservationField;
import java.util.HexFormat;

/** Specifications and infos as messages. */
final class ProtoMapping {
  private ProtoMapping() {}

  static EnvironmentSpec spec(EnvSpec spec) {
    return EnvironmentSpec.newBuilder()
        .setScenario(spec.scenario())
        .setObservation(observation(spec.observation()))
        .setAction(action(spec))
        .setDecisionIntervalNanos(spec.decisionIntervalNanos())
        .setStepsPerEpisode(spec.stepsPerEpisode())
        .addAllInstruments(spec.instruments())
        .addAllBaselines(spec.baselines())
        .build();
  }

  private static ObservationSpec observation(
      io.quanttradinggym.gym.observation.ObservationSpec spec) {
    ObservationSpec.Builder message =
        ObservationSpec.newBuilder().setCanonicalJson(spec.canonicalJson()).setHash(spec.hash());
    for (int i = 0; i < spec.size(); i++) {
      ObservationField field = spec.fields().get(i);
      message.addFields(
          ObservationSpec.Field.newBuilder()
              .setName(field.name())
              .setUnit(field.unit())
              .setScale(field.scale())
              .setLow(field.low())
              .setHigh(field.high())
              .setBlock(spec.blocks().get(i)));
    }
    return message.build();
  }

  private static ActionSpec action(EnvSpec spec) {
    return ActionSpec.newBuilder()
        .setKind(
            switch (spec.action().kind()) {
              case DISCRETE -> ActionSpec.Kind.KIND_DISCRETE;
              case MULTI_DISCRETE -> ActionSpec.Kind.KIND_MULTI_DISCRETE;
              case BOX -> ActionSpec.Kind.KIND_BOX;
            })
        .addAllCounts(spec.action().counts())
        .setSize(spec.action().size())
        .addAllLabels(spec.action().labels())
        .setScheme(spec.actionScheme())
        .setCanonicalJson(spec.actionCanonicalJson())
        .build();
  }

  static EpisodeInfo info(int index, io.quanttradinggym.gym.EpisodeInfo info) {
    EpisodeInfo.Builder message =
        EpisodeInfo.newBuilder()
            .setIndex(index)
            .setEpisodeSeed(info.episodeSeed())
            .setEpisodeIndex(info.episodeIndex())
            .setTimeNanos(info.timeNanos())
            .setEquity(info.equity())
            .setPnl(info.pnl())
            .setFees(info.fees())
            .setInterventions(info.interventions())
            .setEpisodeReturn(info.episodeReturn())
            .setEpisodeLength(info.episodeLength())
            .setDigest(digest(info.digest()));
    for (int i = 0; i < info.instruments(); i++) {
      message.addPosition(info.positionLots(i));
    }
    return message.build();
  }

  /** 16 hex digits. */
  static String digest(long digest) {
    return HexFormat.of().toHexDigits(digest);
  }
}
