package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.SeatSpec;

/** Records consecutive episodes of one seat. NOT thread safe. */
public final class EpisodeRecorder {
  private final SeatSpec seat;
  private final Columns columns = new Columns();
  private double startingEquity;
  private int steps;

  /**
   * @param seat specification of the seat
   */
  public EpisodeRecorder(SeatSpec seat) {
    this.seat = seat;
  }

  /**
   * An episode begins.
   *
   * @param info info before the first decision
   */
  public void begin(EpisodeInfo info) {
    columns.clear();
    steps = 0;
    startingEquity = info.equityMicros * Units.CURRENCY_PER_MICRO;
  }

  /** A decision was taken. */
  public void decided(BoundPolicy<?> policy) {
    float[] observation = policy.seat().observation();
    columns.observations.add(observation, 0, observation.length);
    float[] action = policy.seat().action();
    columns.actions.add(action, 0, action.length);
    float[] output = policy.policy().output();
    columns.outputs.add(output, 0, output.length);
  }

  /** The step of the last decision has ended. */
  public void stepped(EpisodeInfo info) {
    steps++;
    columns.equity.add(info.equityMicros * Units.CURRENCY_PER_MICRO);
    if (info.positionLots.length > 0) {
      columns.position.add(info.positionLots[seat.instrument()]);
      columns.midTicks.add(info.midTicks[seat.instrument()]);
    }
  }

  /** Records the reward of the last step. */
  public void earned(double reward) {
    columns.rewards.add(reward);
  }

  /** The episode has ended. */
  public Rollout end(EpisodeInfo info) {
    float[] outputs = columns.outputs.toArray();
    return new Rollout(
        info.episodeSeed,
        steps,
        seat.observation().size(),
        steps == 0 ? 0 : outputs.length / steps,
        seat.action().size(),
        columns.observations.toArray(),
        outputs,
        columns.actions.toArray(),
        columns.rewards.toArray(),
        startingEquity,
        columns.equity.toArray(),
        columns.position.toArray(),
        columns.midTicks.toArray(),
        info.digest,
        info.ordersDigest,
        info.episodeReturn);
  }
}
