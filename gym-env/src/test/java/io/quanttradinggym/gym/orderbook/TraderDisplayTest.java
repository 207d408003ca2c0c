package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.api.SeatDisplay;
import io.quanttradinggym.sim.book.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraderDisplayTest {
  private static long net(List<SeatDisplay.Fill> fills) {
    return fills.stream().mapToLong(f -> f.buy() ? f.quantityLots() : -f.quantityLots()).sum();
  }

  @Test
  void fillsAddUpToThePositionAndAreShownOnce() {
    OrderBookEnvironment env = Envs.factory("market-making").create();
    env.reset(1);
    assertTrue(env.display(0).fills().isEmpty());
    List<SeatDisplay.Fill> fills = new ArrayList<>();
    for (int step = 0; step < 300; step++) {
      env.step(new float[] {1}, 0);
      fills.addAll(env.display(0).fills());
      assertTrue(env.display(0).fills().isEmpty());
      assertEquals(env.trader().positionLots(0), net(fills));
    }
    assertTrue(fills.size() > 1);
    env.reset(2);
    assertTrue(env.display(0).fills().isEmpty());
  }

  @Test
  void theBookAndTheOrdersAreShown() {
    OrderBookEnvironment env = Envs.factory("market-making").create();
    env.reset(1);
    for (int step = 0; step < 5; step++) {
      env.step(new float[] {1}, 0);
    }
    SeatDisplay shown = env.display(0);
    assertEquals(env.simulator().market().instrument(0).tickSize(), shown.tickSize());
    int bid = env.simulator().market().bestTicks(0, Side.BUY);
    assertEquals(bid, shown.bids().getFirst().priceTicks());
    assertTrue(shown.bids().getLast().priceTicks() < bid);
    assertTrue(shown.asks().getFirst().priceTicks() > bid);
    assertEquals(env.trader().orders().size(), shown.orders().size());
    assertTrue(shown.orders().size() > 0);
  }

  @Test
  void displayChangesNothing() {
    OrderBookEnvironment shown = Envs.factory("market-making").create();
    OrderBookEnvironment plain = Envs.factory("market-making").create();
    shown.reset(3);
    plain.reset(3);
    for (int step = 0; step < 100; step++) {
      shown.display(0);
      shown.step(new float[] {1}, 0);
      plain.step(new float[] {1}, 0);
    }
    assertEquals(plain.simulator().digest(), shown.simulator().digest());
    assertArrayEquals(plain.snapshot(), shown.snapshot());
  }
}
