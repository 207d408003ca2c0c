package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.SeatSpec;
import org.jspecify.annotations.Nullable;

/**
 * A policy that is being trained.
 *
 * @param actor its outputs are the parameters of the distribution
 * @param critic gives the value of an observation; null = values are 0
 * @param distribution draws the actions
 * @param scaling applied to observations before the networks; null = none
 */
public record LearningPolicy(
    Network actor,
    @Nullable Network critic,
    ActionDistribution distribution,
    @Nullable ObservationScaling scaling) {

  /**
   * Checks that the policy fits a seat and a number of steps.
   *
   * @throws InvalidInputException for a size that does not fit
   */
  public void check(SeatSpec seat, int steps) {
    int size = seat.observation().size();
    match("actor.inputs", actor.inputs(), size);
    match("actor.outputs", actor.outputs(), distribution.parameters());
    if (critic != null) {
      match("critic.inputs", critic.inputs(), size);
      match("critic.outputs", critic.outputs(), 1);
    }
    if (scaling != null) {
      match("scaling.means", scaling.size(), size);
    }
    match("actions", distribution.size(), seat.action().size());
    match("parameters", distribution.parameters(), parameters(seat.action()));
    if (distribution instanceof EpsilonGreedy greedy) {
      match("epsilons", greedy.steps(), steps);
    }
  }

  private static int parameters(ActionSpec action) {
    return action.kind() == ActionSpec.Kind.BOX
        ? action.size()
        : action.counts().stream().mapToInt(Integer::intValue).sum();
  }

  private static void match(String field, int value, int expected) {
    if (value != expected) {
      throw new InvalidInputException("policy." + field, value, String.valueOf(expected));
    }
  }
}
