package io.quanttradinggym.sim.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
  @Test
  void theTailIsTheWorstTwentieth() {
    Returns returns = new Returns();
    for (int i = 1; i < 20; i++) {
      returns.add(i);
    }
    assertTrue(Double.isNaN(returns.tail()[0]), "19 values have no tail");
    returns.add(-7);
    assertArrayEquals(new double[] {7, 7}, returns.tail());
    for (int i = 0; i < 20; i++) {
      returns.add(-9);
    }
    assertArrayEquals(new double[] {9, 9}, returns.tail(), "2 of 40");
  }

  @Test
  void theShortfallIsTheMeanOfTheTail() {
    Returns returns = new Returns();
    IntStream.rangeClosed(1, 100).forEach(i -> returns.add(-i));
    assertArrayEquals(new double[] {96, 98}, returns.tail(), "96 to 100 are the worst five");
  }

  @Test
  void theDeviationIsThatOfTheLastOnes() {
    Returns returns = new Returns();
    assertTrue(Double.isNaN(returns.deviation(60)));
    IntStream.range(0, 1000).forEach(i -> returns.add(100));
    assertEquals(0, returns.deviation(60));
    returns.add(101);
    returns.add(103);
    assertEquals(Math.sqrt(2), returns.deviation(2), 1e-12);
    assertEquals(Math.sqrt(7 / 3.0), returns.deviation(3), 1e-12);
  }

  @Test
  void theRankingIsThatOfSorting() {
    Random random = new Random(5);
    for (int n : new int[] {0, 1, 7, 8, 9, 300}) {
      long[] figures = random.longs(n, 0, 50).toArray();
      Ranking ranking = new Ranking(8);
      for (int i = 0; i < n; i++) {
        ranking.offer(i, figures[i]);
      }
      int[] sorted =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingLong(i -> -figures[i]))
              .limit(8)
              .mapToInt(i -> i)
              .toArray();
      assertArrayEquals(sorted, ranking.members());
    }
  }
}
