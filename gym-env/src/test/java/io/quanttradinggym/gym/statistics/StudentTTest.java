package io.quanttradinggym.gym.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values from the incomplete beta function of mpmath, with 40 digits. */
final class StudentTTest {
  @ParameterizedTest
  @CsvSource({
    "0.9, 1, 3.07768353717525",
    "0.9, 2, 1.88561808316413",
    "0.9, 3, 1.63774435369621",
    "0.9, 5, 1.47588404882448",
    "0.9, 10, 1.37218364111034",
    "0.9, 29, 1.31143364730155",
    "0.9, 99, 1.29016144203449",
    "0.9, 199, 1.28582020925941",
    "0.9, 999, 1.2823995700374",
    "0.9, 100000, 1.28156003144936",
    "0.95, 1, 6.31375151467504",
    "0.95, 2, 2.91998558035373",
    "0.95, 3, 2.35336343480182",
    "0.95, 5, 2.01504837333302",
    "0.95, 10, 1.81246112281168",
    "0.95, 29, 1.6991270265335",
    "0.95, 99, 1.66039115601699",
    "0.95, 199, 1.65254674616656",
    "0.95, 999, 1.64638034542754",
    "0.95, 100000, 1.64486886478497",
    "0.975, 1, 12.7062047361747",
    "0.975, 2, 4.30265272974946",
    "0.975, 3, 3.18244630528371",
    "0.975, 5, 2.57058183563632",
    "0.975, 10, 2.22813885198627",
    "0.975, 29, 2.0452296421327",
    "0.975, 99, 1.98421695158642",
    "0.975, 199, 1.97195654425175",
    "0.975, 999, 1.96234146113345",
    "0.975, 100000, 1.95998770753461",
    "0.995, 1, 63.6567411628716",
    "0.995, 2, 9.92484320091829",
    "0.995, 3, 5.84090930973336",
    "0.995, 5, 4.03214298355523",
    "0.995, 10, 3.16927267261695",
    "0.995, 29, 2.75638590367061",
    "0.995, 99, 2.62640545728083",
    "0.995, 199, 2.60076021605852",
    "0.995, 999, 2.58075963726764",
    "0.995, 100000, 2.57587846990838"
  })
  void quantile(double p, int degreesOfFreedom, double expected) {
    assertEquals(expected, StudentT.quantile(p, degreesOfFreedom), 1e-9 * expected);
  }

  @Test
  void cumulativeIsTheInverse() {
    for (int df : new int[] {1, 2, 7, 30, 199, 100_000}) {
      for (double p : new double[] {0.5, 0.6, 0.9, 0.999}) {
        assertEquals(p, StudentT.cumulative(StudentT.quantile(p, df), df), 1e-12);
      }
    }
    assertEquals(0, StudentT.quantile(0.5, 3), 1e-12);
  }

  @Test
  void refusesWhatHasNoQuantile() {
    assertThrows(InvalidInputException.class, () -> StudentT.quantile(1, 5));
    assertThrows(InvalidInputException.class, () -> StudentT.quantile(0.4, 5));
    assertThrows(InvalidInputException.class, () -> StudentT.quantile(Double.NaN, 5));
    assertThrows(InvalidInputException.class, () -> StudentT.quantile(0.9, 0));
  }

  /** 4 ± t(0.975, 3) · 3.559 / √4. */
  @Test
  void intervalOfAMean() {
    Interval interval = Interval.ofMean(new double[] {1, 2, 4, 9});
    assertEquals(-1.6632047057336825, interval.low(), 1e-9);
    assertEquals(9.663204705733683, interval.high(), 1e-9);
    Interval none = Interval.ofMean(new double[] {3, 3, 3});
    assertEquals(new Interval(3, 3), none);
  }

  @Test
  void intervalOfADifferenceIsPaired() {
    double[] a = {10, 20, 31};
    double[] b = {9, 19, 30};
    assertEquals(new Interval(1, 1), Interval.ofDifference(a, b));
    assertTrue(Interval.ofMean(a).low() < 0);
  }
}
