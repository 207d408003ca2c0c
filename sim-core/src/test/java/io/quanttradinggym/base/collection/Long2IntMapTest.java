package io.quanttradinggym.base.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Long2IntMapTest {
  private static final int MISSING = -7;

  @ParameterizedTest
  @ValueSource(longs = {1, 1L << 32, 0x1_0000_0001L, -3})
  void agreesWithTheLibrarysMap(long stride) {
    Long2IntMap map = new Long2IntMap(MISSING);
    Map<Long, Integer> expected = new HashMap<>();
    Random random = new Random(stride);
    for (int i = 0; i < 100_000; i++) {
      long key = (1 + random.nextInt(i < 50_000 ? 5_000 : 300)) * stride;
      if (random.nextInt(3) > 0) {
        map.put(key, i);
        expected.put(key, i);
      } else {
        Integer removed = expected.remove(key);
        assertEquals(removed == null ? MISSING : removed, map.remove(key));
      }
      assertEquals(expected.size(), map.size());
      long other = (1 + random.nextInt(5_000)) * stride;
      assertEquals(expected.getOrDefault(other, MISSING), map.get(other));
    }
    expected.forEach((key, value) -> assertEquals(value, map.get(key)));
  }

  @Test
  void zeroIsNoKey() {
    Long2IntMap map = new Long2IntMap(MISSING);
    assertThrows(IllegalArgumentException.class, () -> map.put(0, 1));
    assertEquals(MISSING, map.get(0));
    assertEquals(MISSING, map.remove(0));
  }

  @Test
  void clearingForgetsEveryKey() {
    Long2IntMap map = new Long2IntMap(MISSING);
    for (int key = 1; key <= 1_000; key++) {
      map.put(key, key);
    }
    map.clear();
    assertEquals(0, map.size());
    assertEquals(MISSING, map.get(500));
  }
}
