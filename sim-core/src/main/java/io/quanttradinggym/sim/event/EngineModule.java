package io.quanttradinggym.sim.event;

import io.quanttradinggym.base.state.Stateful;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module of the engine. The engine holds an ordered list of modules. It seeds, starts, saves and
 * loads each in turn, and passes each event to the module that handles its kind. The list omits
 * modules that a simulation does not need.
 *
 * <p>A module may change the market. A component that only observes is a hook.
 */
public interface EngineModule extends Stateful {
  /** Event kinds that only this module handles; read once. */
  default List<EventKind> handles() {
    return List.of();
  }

  /**
   * Listener through which this module receives the market's events, before any hook; null = none;
   * read once.
   */
  default @Nullable MarketListener listener() {
    return null;
  }

  /** Seeds the random streams of an episode. */
  default void seed(long seed, long episode) {}

  /** Begins an episode, after {@link #seed}: schedules the first events. */
  default void start() {}

  /** Whether an event of one of its kinds, read from a saved state, is one that it schedules. */
  default boolean canHandle(EventKind kind, int instrument, int code) {
    return true;
  }

  /** Handles an event that is due; the arguments are those of {@link EventScheduler#schedule}. */
  default void handle(EventKind kind, int participant, int instrument, int code) {
    throw new IllegalStateException(getClass().getSimpleName() + " does not handle " + kind);
  }
}
