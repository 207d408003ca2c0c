package io.quanttradinggym.sim.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.Simulator;
import org.junit.jupiter.api.Test;

final class ValuationTest {
  private static final long HUGE = Long.MAX_VALUE / 4;

  private static long micros(long tickSizeMicros, long lots) {
    return Valuation.positionMicros(Markets.withTick(tickSizeMicros).market(), 0, lots);
  }

  @Test
  void aPositionIsWorthItsLotsAtMid() {
    assertEquals(3L * Markets.INITIAL_TICKS * 10_000, micros(10_000, 3));
    assertEquals(-3L * Markets.INITIAL_TICKS * 10_000, micros(10_000, -3));
    assertEquals(0, micros(10_000, 0));
  }

  @Test
  void aValueBeyondALongIsTheLargestThereIs() {
    assertEquals(Long.MAX_VALUE, micros(10_000, HUGE));
    assertEquals(-Long.MAX_VALUE, micros(10_000, -HUGE));
  }

  @Test
  void longAndShortPositionsCancelInTheNetAndAddUpInTheGross() {
    Simulator simulator = Markets.mixed(2).build();
    simulator.reset(1, 0);
    Accounts accounts = new Accounts(2, 2);
    accounts.endow(0, 7, 0, 5);
    accounts.endow(0, 7, 1, -5);
    Valuation valuation = new Valuation(simulator.market(), accounts);
    long lot = Markets.INITIAL_TICKS * 10_000L;
    assertEquals(0, valuation.netMicros(0));
    assertEquals(10 * lot, valuation.grossMicros(0));
    assertEquals(7, valuation.equityMicros(0));
    accounts.endowLender(1, 2);
    assertEquals(2 * lot, valuation.lenderEquityMicros());
  }
}
