package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.kit.Allocation;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void runningAllocatesNothingAfterWarmUp() {
    Simulator simulator = Markets.mixed(2).build();
    long end = Markets.OPEN + 1800 * Markets.SECOND;
    for (int seed = 0; seed < 10; seed++) {
      simulator.reset(seed, 0);
      simulator.run(end);
    }
    simulator.reset(3, 0);
    assertEquals(0, Allocation.bytes(() -> simulator.run(end)));
  }
}
