package io.quanttradinggym.sim.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeesTest {
  @ParameterizedTest
  @CsvSource({
    // basis points, notional in micros, fee in micros: half up
    "1, 100000000, 10000",
    "1, 4999, 0",
    "1, 5000, 1",
    "1, 14999, 1",
    "1, 15000, 2",
    "-1, 5000, 0",
    "-1, 5001, -1",
    "-0.25, 1000000000000, -25000000",
    "0.3, 90000000000000000, 2700000000000"
  })
  void proportionalFeesRoundHalfUp(double basisPoints, long notionalMicros, long feeMicros) {
    Fees fees = new Fees(basisPoints, 0, 0, 0);
    assertEquals(feeMicros, fees.feeMicros(true, notionalMicros, 1));
    assertEquals(0, fees.feeMicros(false, notionalMicros, 1));
  }

  @Test
  void fixedFeesAreChargedPerLot() {
    Fees fees = new Fees(0, 0, -20, 30);
    assertEquals(-200, fees.feeMicros(true, 12_345, 10));
    assertEquals(300, fees.feeMicros(false, 12_345, 10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1000.1, -1001, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesHaveARange(double basisPoints) {
    assertThrows(InvalidInputException.class, () -> new Fees(basisPoints, 0, 0, 0));
    assertThrows(InvalidInputException.class, () -> new Fees(0, basisPoints, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 2_000_000_000L})
  void tickSizesHaveARange(long tickSizeMicros) {
    assertThrows(InvalidInputException.class, () -> new Instrument(0, "S", tickSizeMicros));
  }
}
