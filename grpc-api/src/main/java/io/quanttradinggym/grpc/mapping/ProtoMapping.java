package io.quanttradinggym.grpc.mapping;

import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.grpc.v1.ActionSpec;
import io.quanttradinggym.grpc.v1.EnvironmentSpec;
import io.quanttradinggym.grpc.v1.EpisodeInfo;
import io.quanttradinggym.grpc.v1.ObservationSpec;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.api.SeatSpec;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import java.util.HexFormat;

/** Converts specifications and infos to messages. */
public final class ProtoMapping {
  /** One millionth of the currency. */
  private static final double MICROS = 1e-6;

  private ProtoMapping() {}

  /** The specification of the factory's environments, and its effective scenario. */
  public static EnvironmentSpec spec(EnvironmentFactory factory) {
    io.quanttradinggym.gym.api.EnvironmentSpec spec = factory.spec();
    return EnvironmentSpec.newBuilder()
        .setScenario(spec.scenario())
        .setObservation(observation(spec.seat().observation()))
        .setAction(action(spec.seat()))
        .setDecisionIntervalNanos(spec.seat().decisionIntervalNanos())
        .setStepsPerEpisode(spec.seat().stepsPerEpisode())
        .addAllInstruments(spec.instruments())
        .addAllRefusalReasons(spec.refusalReasons())
        .addAllBaselines(spec.baselines())
        .setScenarioJson(factory.scenario().canonicalJson())
        .setScenarioHash(factory.scenario().hash())
        .setBuild(SnapshotIdentity.of("").build())
        .build();
  }

  private static ObservationSpec observation(io.quanttradinggym.gym.api.ObservationSpec spec) {
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

  private static ActionSpec action(SeatSpec spec) {
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

  public static EpisodeInfo info(int index, io.quanttradinggym.gym.api.EpisodeInfo info) {
    EpisodeInfo.Builder message =
        EpisodeInfo.newBuilder()
            .setIndex(index)
            .setEpisodeSeed(info.episodeSeed)
            .setEpisodeIndex(info.episodeIndex)
            .setTimeNanos(info.timeNanos)
            .setEquity(info.equityMicros * MICROS)
            .setPnl(info.pnlMicros * MICROS)
            .setFees(info.feesMicros * MICROS)
            .setInterventions(info.interventions)
            .setEpisodeReturn(info.episodeReturn)
            .setEpisodeLength(info.episodeLength)
            .setDigest(digest(info.digest))
            .setPhase(info.phase)
            .setInstrument(info.instrument)
            .setMidTicks(shown(info.midTicks, info.instrument))
            .setOwnBidTicks(shown(info.ownBidTicks, info.instrument))
            .setOwnAskTicks(shown(info.ownAskTicks, info.instrument));
    for (long lots : info.positionLots) {
      message.addPosition(lots);
    }
    for (long count : info.refusals) {
      message.addRefusals(count);
    }
    return message.build();
  }

  /** NaN in a market without instruments. */
  private static double shown(double[] ticks, int instrument) {
    return ticks.length == 0 ? Double.NaN : ticks[instrument];
  }

  /** 16 hex digits. */
  public static String digest(long digest) {
    return HexFormat.of().toHexDigits(digest);
  }
}
