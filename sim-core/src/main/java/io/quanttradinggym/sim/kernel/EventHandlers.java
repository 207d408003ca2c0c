package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assigns event kinds to modules. */
final class EventHandlers {
  private final @Nullable EngineModule[] modules = new EngineModule[EventKind.values().length];

  EventHandlers(List<EngineModule> all) {
    for (EngineModule module : all) {
      for (EventKind kind : module.handles()) {
        if (modules[kind.ordinal()] != null) {
          throw new IllegalStateException("two modules handle " + kind);
        }
        modules[kind.ordinal()] = module;
      }
    }
  }

  EngineModule of(EventKind kind) {
    EngineModule module = modules[kind.ordinal()];
    if (module == null) {
      throw new IllegalStateException("no module handles " + kind);
    }
    return module;
  }
}
