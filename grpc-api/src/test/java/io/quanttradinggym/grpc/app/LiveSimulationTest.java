package io.quanttradinggym.grpc.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.scenario.ScenarioException;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.sim.monitor.TradeRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveSimulationTest {
  private static final LiveSimulations SIMULATIONS = new LiveSimulations(new Scenarios());

  private static LiveSimulation open(long seed) {
    return SIMULATIONS.simulation("market-making", seed);
  }

  @Test
  void aTwoSidedQuoteExistsFromTheFirstMoment() {
    LiveSimulation simulation = open(7);
    assertEquals(simulation.openNanos(), simulation.timeNanos());
    long bid = simulation.bids(1).getFirst().getFirst();
    long ask = simulation.asks(1).getFirst().getFirst();
    assertTrue(bid < ask, bid + " " + ask);
    assertEquals((bid + ask) / 2.0, simulation.midTicks());
    assertEquals(bid, simulation.book().bestBidTicks());
  }

  @Test
  void timePassesAsFarAsItIsTold() {
    LiveSimulation simulation = open(7);
    long open = simulation.openNanos();
    assertEquals(open + 1_500_000_000L, simulation.runFor("1.5s"));
    assertEquals(open + 1_500_000_001L, simulation.runFor(1));
    assertEquals(open + 60_000_000_000L, simulation.runUntil("09:31"));
    assertEquals(simulation.closeNanos(), simulation.runFor(Long.MAX_VALUE));
    assertThrows(InvalidInputException.class, () -> simulation.runUntil("09:31"));
    assertThrows(InvalidInputException.class, () -> simulation.runFor(-1));
    assertThrows(InvalidInputException.class, () -> simulation.runFor("soon"));
  }

  @Test
  void howTimePassesChangesNothing() {
    LiveSimulation whole = open(7);
    whole.runFor("2m");
    LiveSimulation parts = open(3);
    parts.runFor("10s");
    parts.reset(7);
    for (int i = 0; i < 120; i++) {
      parts.runFor("1s");
      parts.bids(5);
      parts.fundamentalTicks();
    }
    assertEquals(whole.digest(), parts.digest());
    assertEquals(whole.events(), parts.events());
    assertEquals(7, parts.seed());
    assertNotEquals(whole.digest(), open(8).digest());
  }

  @Test
  void levelsShowPriceQuantityAndOrders() {
    LiveSimulation simulation = open(7);
    simulation.runFor("30s");
    List<List<Long>> asks = simulation.levels(0, "sell", 1_000);
    assertEquals(asks.size(), simulation.asks(1_000).size());
    for (int i = 1; i < asks.size(); i++) {
      assertTrue(asks.get(i - 1).getFirst() < asks.get(i).getFirst());
    }
    assertTrue(asks.stream().allMatch(row -> row.get(1) > 0 && row.get(2) > 0));
    assertTrue(simulation.bids(0).isEmpty());
    assertThrows(InvalidInputException.class, () -> simulation.levels(0, "left", 1));
    assertThrows(InvalidInputException.class, () -> simulation.levels(1, "buy", 1));
  }

  @Test
  void tradesMoveMoneyBetweenTheirParticipants() {
    LiveSimulation simulation = open(7);
    simulation.runFor("1m");
    List<TradeRecord> trades = simulation.trades(1_000_000);
    assertEquals(simulation.tradeCount(), trades.size());
    assertEquals(trades.getLast(), simulation.trades(1).getFirst());
    String name = trades.getFirst().taker();
    long bought = 0;
    for (TradeRecord trade : trades) {
      int taker = trade.aggressor().equals("buy") ? 1 : -1;
      if (trade.taker().equals(name)) {
        bought += taker * trade.quantityLots();
      }
      if (trade.maker().equals(name)) {
        bought -= taker * trade.quantityLots();
      }
    }
    LiveSimulation before = open(7);
    assertEquals(before.positionLots(name) + bought, simulation.positionLots(name));
    assertTrue(simulation.trades(0).isEmpty());
  }

  @Test
  void participantsAreKnownByName() {
    LiveSimulation simulation = open(7);
    simulation.runFor("1m");
    assertTrue(simulation.agents().contains("market-maker-0"));
    assertEquals(56, simulation.agents().size());
    long equity = simulation.equityMicros("market-maker-0");
    long marked =
        Math.round(simulation.positionLots("market-maker-0") * simulation.midTicks() * 10_000);
    assertEquals(simulation.cashMicros("market-maker-0") + marked, equity);
    assertEquals(0, simulation.feesMicros("market-maker-0"));
    assertEquals(simulation.simulator().agent(0), simulation.agent(simulation.agents().getFirst()));
    assertThrows(InvalidInputException.class, () -> simulation.cashMicros("nobody"));
  }

  @Test
  void scenariosCanBeChangedAndHaveToExist() {
    LiveSimulation small =
        SIMULATIONS.simulation(
            "market-making", 1, "{\"population\": [{\"type\": \"noise\", \"count\": 3}]}");
    assertEquals(3, small.agents().size());
    assertEquals("market-making", small.scenario());
    assertTrue(SIMULATIONS.scenarios().contains("order-execution"));
    assertThrows(ScenarioException.class, () -> SIMULATIONS.simulation("nothing", 1));
  }

  @Test
  void aClosedSimulationRecordsNoMore() {
    LiveSimulation simulation = open(7);
    simulation.runFor("10s");
    int recorded = simulation.trades(1_000_000).size();
    simulation.close();
    simulation.simulator().run(simulation.closeNanos());
    assertEquals(recorded, simulation.trades(1_000_000).size());
  }
}
