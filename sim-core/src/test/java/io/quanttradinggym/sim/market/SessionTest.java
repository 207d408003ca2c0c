package io.quanttradinggym.sim.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final long OPEN = 1_000_000_000L;
  private static final long CLOSE = OPEN + 400_000_000_000L;

  private static IntensityProfile profile(double... points) {
    return new IntensityProfile(points, OPEN, CLOSE);
  }

  @Test
  void aFlatProfileIsTheClock() {
    assertEquals(OPEN + 17, profile().after(OPEN, 17));
    assertEquals(1, profile().at(CLOSE));
    assertEquals(1, profile(5, 5, 5).at(OPEN + 7), 1e-12);
    assertEquals(OPEN + 1_001, profile(5, 5).after(OPEN, 1_000));
  }

  @Test
  void aProfileIsALineWithAMeanOfOne() {
    IntensityProfile u = profile(3, 1, 1, 1, 3);
    double mean = (2 + 1 + 1 + 2) / 4.0;
    assertEquals(3 / mean, u.at(OPEN), 1e-12);
    assertEquals(2 / mean, u.at(OPEN + 50_000_000_000L), 1e-12);
    assertEquals(1 / mean, u.at(OPEN + 200_000_000_000L), 1e-12);
    assertEquals(3 / mean, u.at(CLOSE), 1e-12);
    long all = u.after(OPEN, CLOSE - OPEN - 10);
    assertTrue(Math.abs(CLOSE - all) < 100, "business time fills the session: " + (CLOSE - all));
  }

  /** Arrivals of a Poisson process in business time follow the profile on the clock. */
  @Test
  void arrivalsFollowTheProfile() {
    IntensityProfile u = profile(4, 1, 0, 1, 4);
    RandomStream random = new RandomStream("arrivals");
    int[] quarters = new int[4];
    int all = 0;
    for (int day = 0; day < 200; day++) {
      long time = u.after(OPEN, random.nextExponentialNanos(4e9));
      while (time < CLOSE) {
        quarters[(int) ((time - OPEN) / 100_000_000_000L)]++;
        all++;
        long next = u.after(time, random.nextExponentialNanos(4e9));
        assertTrue(next > time);
        time = next;
      }
    }
    assertEquals(20_000, all, 4 * Math.sqrt(20_000));
    double[] shares = {2.5 / 6, 0.5 / 6, 0.5 / 6, 2.5 / 6};
    for (int i = 0; i < 4; i++) {
      assertEquals(shares[i] * all, quarters[i], 4 * Math.sqrt(all), "quarter " + i);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThrows(InvalidInputException.class, () -> profile(1));
    assertThrows(InvalidInputException.class, () -> profile(0, 0));
    assertThrows(InvalidInputException.class, () -> new SessionRules(-1, 0, 0, profile()));
  }
}
