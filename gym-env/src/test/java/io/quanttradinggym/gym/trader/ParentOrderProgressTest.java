package io.quanttradinggym.gym.trader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import org.junit.jupiter.api.Test;

final class ParentOrderProgressTest {
  private final ParentOrder order = new ParentOrder(1, Side.SELL, 10);
  private final ParentOrderProgress progress = new ParentOrderProgress(order);

  @Test
  void onlyFillsOfItsInstrumentAndSideCount() {
    progress.arrive(201);
    progress.onFill(0, Side.SELL, 100, 4);
    progress.onFill(1, Side.BUY, 100, 4);
    progress.onFill(1, Side.SELL, 100, 4);
    assertEquals(4, progress.executedLots());
    assertEquals(400, progress.executedTickLots());
    assertFalse(progress.isComplete());
    progress.onFill(1, Side.SELL, 99, 6);
    assertTrue(progress.isComplete());
    assertEquals(994, progress.executedTickLots());
    assertEquals(201, progress.arrivalDoubleMidTicks());
  }

  @Test
  void restoresAndClears() {
    progress.arrive(201);
    progress.onFill(1, Side.SELL, 100, 4);
    StateWriter out = new StateWriter();
    progress.save(out);
    ParentOrderProgress twin = new ParentOrderProgress(order);
    twin.load(new StateReader(out.toByteArray(), 0, out.size()));
    assertEquals(4, twin.executedLots());
    assertEquals(400, twin.executedTickLots());
    assertEquals(201, twin.arrivalDoubleMidTicks());
    twin.clear();
    assertEquals(0, twin.executedLots());
    assertEquals(0, twin.executedTickLots());
  }
}
