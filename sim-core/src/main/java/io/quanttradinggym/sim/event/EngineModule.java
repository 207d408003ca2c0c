package io.quanttradinggym.sim.event;

import io.quanttradinggym.base.state.Stateful;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the engine. The engine has an ordered list of them: it seeds, starts, saves and loads
 * each in turn, and passes each event to the module that handles its kind. A part that a simulation
 * does not need is not in the list.
 *
 * <p>A module may change the market. Whatever only observes is a hook.
 */
public interface EngineModule extends Stateful {
  /** The kinds of events that this module, and no other, handles; asked once. */
  default List<EventKind> handles() {
    return List.of();
  }

  /** What this module receives the market, before any hook; null = nothing; asked once. */
  default @Nullable MarketListener listener() {
    return null;
  }

  /** Begins the random streams of an episode. */
  default void seed(long seed, long episode) {}

  /** Begins an episode, after {@link #seed}: schedules the first events. */
  default void start() {}

  /** Whether an event of one of its kinds, read from a saved state, is one that it schedules. */
  default boolean canHandle(EventKind kind, int instrument, int code) {
    return true;
  }

  /** Does what is due now; the arguments are those of {@link EventScheduler#schedule}. */
  default void handle(EventKind kind, int participant, int instrument, int code) {
    throw new IllegalStateException(getClass().getSimpleName() + " does not handle " + kind);
  }
}
