package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void runningAllocatesNothingAfterWarmUp() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Simulator simulator = Markets.mixed(2).build();
    long end = Markets.OPEN + 1800 * Markets.SECOND;
    for (int seed = 0; seed < 10; seed++) {
      simulator.reset(seed, 0);
      simulator.run(end);
    }
    simulator.reset(3, 0);
    long before = threads.getCurrentThreadAllocatedBytes();
    simulator.run(end);
    long after = threads.getCurrentThreadAllocatedBytes();
    assertEquals(0, after - before);
  }
}
