package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventHandlersTest {
  private record Module(List<EventKind> handles) implements EngineModule {
    @Override
    public void save(StateWriter out) {}

    @Override
    public void load(StateReader in) {}
  }

  @Test
  void findsTheModuleOfAKind() {
    Module clearing = new Module(List.of(EventKind.RECALL, EventKind.BUY_IN));
    Module news = new Module(List.of(EventKind.NEWS));
    EventHandlers handlers = new EventHandlers(List.of(clearing, news));
    assertEquals(clearing, handlers.of(EventKind.BUY_IN));
    assertEquals(news, handlers.of(EventKind.NEWS));
  }

  @Test
  void anEventThatNobodyHandlesIsADefect() {
    EventHandlers handlers = new EventHandlers(List.of());
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> handlers.of(EventKind.RECALL));
    assertEquals("no module handles RECALL", error.getMessage());
  }

  @Test
  void aKindHasOneHandler() {
    List<EngineModule> two =
        List.of(new Module(List.of(EventKind.NEWS)), new Module(List.of(EventKind.NEWS)));
    assertThrows(IllegalStateException.class, () -> new EventHandlers(two));
  }

  @Test
  void aModuleRefusesEventsThatAreNotItsOwn() {
    Module module = new Module(List.of());
    assertThrows(IllegalStateException.class, () -> module.handle(EventKind.NEWS, 0, 0, 0));
  }
}
