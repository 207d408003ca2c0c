package io.quanttradinggym.base.collection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ListsTest {
  @Test
  void rowsGrowAndKeepTheirOrder() {
    LongList longs = new LongList();
    DoubleList doubles = new DoubleList();
    for (int i = 0; i < 100; i++) {
      longs.add(i);
      doubles.add(0.5 * i);
    }
    assertArrayEquals(LongStream.range(0, 100).toArray(), longs.toArray());
    assertEquals(49.5, doubles.get(99));
    assertEquals(100, doubles.size());
  }

  @Test
  void aClearedRowBeginsAnew() {
    LongList row = new LongList();
    row.add(1);
    row.clear();
    row.add(2);
    assertArrayEquals(new long[] {2}, row.toArray());
  }

  @Test
  void piecesOfFloatsAreJoined() {
    FloatList row = new FloatList();
    float[] source = new float[40];
    source[39] = 7;
    row.add(source, 0, 3);
    row.add(source, 1, 39);
    assertEquals(42, row.size());
    assertEquals(7, row.toArray()[41]);
    row.clear();
    assertEquals(0, row.size());
  }
}
