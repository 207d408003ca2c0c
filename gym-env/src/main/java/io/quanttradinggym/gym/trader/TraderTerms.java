package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.view.View;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Terms of a trader's participation.
 *
 * @param startNanos first decision, since midnight
 * @param intervalNanos time between decisions
 * @param steps number of decisions; the episode ends {@code steps} intervals after its start
 * @param cashMicros starting capital
 * @param bankruptcyMicros the episode ends when equity is at or below this
 * @param maxPositionLots largest absolute position
 * @param parentOrder the order to be executed; null = no parent order
 */
public record TraderTerms(
    long startNanos,
    long intervalNanos,
    int steps,
    long cashMicros,
    long bankruptcyMicros,
    long maxPositionLots,
    @Nullable ParentOrder parentOrder) {
  public TraderTerms {
    if (intervalNanos < 1) {
      throw new InvalidInputException("episode.decision_interval", intervalNanos, "at least 1ns");
    }
    if (steps < 1) {
      throw new InvalidInputException(
          "episode.duration", "(" + steps + " decisions)", "at least one decision interval");
    }
  }

  /** The views of a trader with these terms in a market with an order book. */
  public Set<View> views() {
    Set<View> views = EnumSet.allOf(View.class);
    if (parentOrder == null) {
      views.remove(View.PARENT_ORDER);
    }
    return views;
  }

  public long endNanos() {
    return startNanos + steps * intervalNanos;
  }
}
