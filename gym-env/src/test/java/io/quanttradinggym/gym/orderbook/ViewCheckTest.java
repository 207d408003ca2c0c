package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.gym.observation.ClockBlock;
import io.quanttradinggym.gym.observation.DepthBlock;
import io.quanttradinggym.gym.observation.ExecutionBlock;
import io.quanttradinggym.gym.observation.ReturnsBlock;
import io.quanttradinggym.gym.scenario.ScenarioException;
import io.quanttradinggym.gym.scenario.ScenarioProblems;
import io.quanttradinggym.gym.view.NeedsViews;
import io.quanttradinggym.gym.view.View;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which plug-ins go with a market that has prices but no order book. */
final class ViewCheckTest {
  private static final Set<View> NO_BOOK =
      View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);

  private static ScenarioProblems check(NeedsViews plugin) {
    ScenarioProblems problems = new ScenarioProblems();
    ViewCheck.check("observation[0]", "some-type", plugin, NO_BOOK, problems);
    return problems;
  }

  private static ScenarioException refused(NeedsViews plugin) {
    return assertThrows(ScenarioException.class, () -> check(plugin).throwIfAny());
  }

  @Test
  void whatIsSuppliedIsAccepted() {
    assertEquals(0, check(new ClockBlock()).count());
    assertEquals(0, check(new ReturnsBlock()).count());
  }

  @Test
  void theErrorNamesPluginAndView() {
    ScenarioException e = refused(new DepthBlock());
    assertEquals("observation[0].type", e.field());
    assertEquals("some-type", e.value());
    assertEquals(
        "a type that does not need the view order book, which this market does not supply",
        e.allowed());
  }

  @Test
  void aMissingParentOrderIsAskedFor() {
    ScenarioException e = refused(new ExecutionBlock());
    assertEquals("trader.parent_order", e.field());
    assertEquals("a parent order; observation[0] needs one", e.allowed());
  }
}
