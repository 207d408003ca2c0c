package io.quanttradinggym.base.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class UnitsTest {
  @Test
  void timeIsDividedExactly() {
    assertEquals(0.25, Units.seconds(250 * Units.NANOS_PER_MILLI));
    assertEquals(3600, Units.seconds(Units.NANOS_PER_HOUR));
    assertEquals(1e-9, Units.seconds(1));
  }

  @Test
  void moneyThatFitsIntoMicrosIsKept() {
    assertEquals(12_345_678, Units.micros(12.345678));
    assertEquals(12.345678, Units.currency(12_345_678));
    assertEquals(-1, Units.micros(-0.000001));
  }

  @Test
  void halfAMicroIsRoundedUp() {
    assertEquals(1, Units.micros(0.5e-6));
    assertEquals(0, Units.micros(-0.5e-6));
  }
}
