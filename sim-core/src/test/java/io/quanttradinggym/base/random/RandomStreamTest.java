package io.quanttradinggym.base.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  private static final int DRAWS = 200_000;
  private static final long GOLDEN = -5_968_025_137_804_164_410L;

  private static RandomStream stream(String name, long seed, long episode) {
    RandomStream stream = new RandomStream(name);
    stream.seed(seed, episode);
    return stream;
  }

  @Test
  void streamsDifferByNameSeedAndEpisode() {
    Set<Long> firsts = new HashSet<>();
    int streams = 0;
    for (String name : new String[] {"a", "b", "noise-1", "noise-2"}) {
      for (long seed : new long[] {0, 1, 2, -1, Long.MIN_VALUE}) {
        for (long episode = 0; episode < 3; episode++) {
          firsts.add(stream(name, seed, episode).nextLong());
          streams++;
        }
      }
    }
    assertEquals(streams, firsts.size());
  }

  @Test
  void drawsAreTheSameOnEveryMachine() {
    RandomStream stream = stream("golden", 42, 0);
    long digest = 0;
    for (int i = 0; i < 1000; i++) {
      digest = digest * 31 + Double.doubleToRawLongBits(stream.nextNormal());
      digest = digest * 31 + stream.nextExponentialNanos(1e9);
      digest = digest * 31 + stream.nextInt(1000);
    }
    assertEquals(GOLDEN, digest);
  }

  @Test
  void momentsAreThoseOfTheDistributions() {
    RandomStream stream = stream("moments", 1, 0);
    double uniform = 0;
    double normal = 0;
    double squares = 0;
    double exponential = 0;
    int heads = 0;
    for (int i = 0; i < DRAWS; i++) {
      uniform += stream.nextDouble();
      double z = stream.nextNormal();
      normal += z;
      squares += z * z;
      exponential += stream.nextExponential();
      heads += stream.nextBoolean() ? 1 : 0;
    }
    assertEquals(0.5, uniform / DRAWS, 0.005);
    assertEquals(0, normal / DRAWS, 0.01);
    assertEquals(1, squares / DRAWS, 0.02);
    assertEquals(1, exponential / DRAWS, 0.01);
    assertEquals(0.5, (double) heads / DRAWS, 0.005);
  }

  @Test
  void integersCoverTheirRangeEvenly() {
    RandomStream stream = stream("integers", 1, 0);
    int[] counts = new int[7];
    for (int i = 0; i < DRAWS; i++) {
      counts[stream.nextInt(7)]++;
      long value = stream.nextLong(-3, 3);
      assertTrue(value >= -3 && value <= 3);
    }
    for (int count : counts) {
      assertEquals(DRAWS / 7.0, count, 700);
    }
  }

  @Test
  void restoredStreamsContinue() {
    RandomStream stream = stream("x", 5, 0);
    stream.nextLong();
    StateWriter out = new StateWriter();
    stream.save(out);
    long expected = stream.nextLong();
    RandomStream restored = stream("x", 6, 1);
    restored.load(new StateReader(out.toByteArray(), 0, out.size()));
    assertEquals(expected, restored.nextLong());
    assertNotEquals(expected, restored.nextLong());
  }
}
