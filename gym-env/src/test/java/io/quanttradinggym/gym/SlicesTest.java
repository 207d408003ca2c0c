package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.ResetNeededException;
import io.quanttradinggym.gym.api.StepBuffers;
import io.quanttradinggym.gym.api.VectorEnvironment;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.orderbook.Envs;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Slicing of resets and steps does not affect results. */
class SlicesTest {
  private static final int STEPS = 12;
  private static final int N = 5;
  private static final long[] SEEDS = {100, 101, 102, 103, 104};
  private static final String SHORT = "{\"episode\": {\"duration\": \"7s\"}}";

  static Set<String> names() {
    return Envs.names();
  }

  /** An environment without stored warm-ups. */
  private static OrderBookEnvironment cold(String name) {
    return new OrderBookFactory(
            Envs.scenario(name, ""),
            new EnvironmentOptions(PolicyResolver.NONE, 0, new WarmupCache()))
        .create();
  }

  @ParameterizedTest
  @MethodSource("names")
  void environmentsInSlicesAreThoseWithout(String name) {
    OrderBookEnvironment whole = cold(name);
    OrderBookEnvironment sliced = cold(name);
    int slices = 0;
    for (long seed : new long[] {7, 8, 7}) {
      whole.reset(seed);
      sliced.beginReset(seed);
      slices += finish(sliced, 1 + 97 * seed);
      Envs.Actions actions = new Envs.Actions(whole.spec(), seed);
      for (int step = 0; step < STEPS && whole.isRunning(); step++) {
        float[] action = actions.next();
        whole.step(action, 0);
        sliced.beginStep(action, 0);
        slices += finish(sliced, 1 + step * step);
        assertEquals(whole.reward(0), sliced.reward(0));
      }
      assertArrayEquals(whole.snapshot(), sliced.snapshot());
    }
    assertTrue(slices > 3 * STEPS, slices + " slices");
  }

  private static int finish(Environment environment, long events) {
    int slices = 1;
    while (environment.run(events) == Environment.UNFINISHED) {
      assertTrue(environment.isUnderWay());
      slices++;
    }
    assertFalse(environment.isUnderWay());
    return slices;
  }

  @Test
  void whatIsLeftOfTheEventsIsReturned() {
    OrderBookEnvironment environment = cold("market-making");
    environment.reset(1);
    long before = environment.simulator().events();
    environment.beginStep(new float[1], 0);
    long left = environment.run(1_000_000);
    assertEquals(1_000_000 - (environment.simulator().events() - before), left);
    assertEquals(5, environment.run(5));
  }

  @Test
  void anEnvironmentThatWasCutShortIsRevivedByAReset() {
    OrderBookEnvironment environment = cold("market-making");
    OrderBookEnvironment other = cold("market-making");
    environment.reset(1);
    byte[] saved = environment.snapshot();
    environment.beginStep(new float[1], 0);
    assertEquals(Environment.UNFINISHED, environment.run(1));
    assertThrows(ResetNeededException.class, () -> environment.step(new float[1], 0));
    assertThrows(ResetNeededException.class, environment::advance);
    assertThrows(ResetNeededException.class, environment::snapshot);
    assertThrows(ResetNeededException.class, () -> environment.copyTo(other));
    environment.restore(saved);
    assertArrayEquals(saved, environment.snapshot());
    environment.beginReset(2);
    environment.run(1);
    environment.reset(1);
    assertArrayEquals(saved, environment.snapshot());
  }

  private static VectorEnvironment vector(AutoresetMode mode, int threads) {
    return new OrderBookFactory(
            Envs.scenario("market-making", SHORT),
            new EnvironmentOptions(PolicyResolver.NONE, 0, new WarmupCache()))
        .createVector(N, mode, threads, () -> 77L);
  }

  @ParameterizedTest
  @EnumSource(
      value = AutoresetMode.class,
      names = {"NEXT_STEP", "SAME_STEP"})
  void vectorsInSlicesAreThoseWithout(AutoresetMode mode) {
    List<String> whole = play(mode, 1, Long.MAX_VALUE);
    for (int threads = 1; threads <= 3; threads++) {
      for (long events : new long[] {1, 40, 1_000}) {
        assertEquals(whole, play(mode, threads, events));
      }
    }
  }

  private static List<String> play(AutoresetMode mode, int threads, long events) {
    List<String> lines = new ArrayList<>();
    try (VectorEnvironment vector = vector(mode, threads)) {
      StepBuffers out = vector.newBuffers();
      Envs.Actions actions = new Envs.Actions(vector.spec(), 3);
      vector.beginReset(SEEDS, null, out);
      finish(vector, events);
      for (int step = 0; step < 20; step++) {
        float[] batch = new float[N];
        for (int i = 0; i < N; i++) {
          actions.write(batch, i);
        }
        vector.beginStep(batch, out);
        finish(vector, events);
        lines.add(
            Arrays.toString(out.observations())
                + Arrays.toString(out.rewards())
                + Arrays.toString(out.terminated())
                + out.info(2).digest);
      }
    }
    return lines;
  }

  @Test
  void resetsFromStoredWarmupsAreSlicedToo() {
    int n = 64;
    OrderBookFactory factory =
        new OrderBookFactory(
            Envs.scenario("market-making", SHORT),
            new EnvironmentOptions(PolicyResolver.NONE, 0, new WarmupCache()));
    List<Environment> environments = new ArrayList<>();
    while (environments.size() < n) {
      environments.add(factory.create());
    }
    try (VectorEnvironment vector =
        new VectorEnvironment(environments, AutoresetMode.NEXT_STEP, 1, () -> 1L)) {
      StepBuffers out = vector.newBuffers();
      long[] seeds = new long[n];
      vector.reset(seeds, null, out);
      vector.beginReset(seeds, null, out); // each restores what the first one has stored
      int slices = 1;
      while (!vector.run(3_000)) {
        slices++;
      }
      assertTrue(slices >= 10, slices + " slices");
    }
  }

  private static void finish(VectorEnvironment vector, long events) {
    while (!vector.run(events)) {
      assertTrue(vector.isUnderWay());
    }
    assertFalse(vector.isUnderWay());
    assertTrue(vector.run(events));
  }

  /**
   * Any call other than the next slice aborts a step; no call returns a state in the middle of a
   * step.
   */
  @ParameterizedTest
  @CsvSource({"1", "3"})
  void aVectorThatWasCutShortIsRevivedByAReset(int threads) {
    try (VectorEnvironment vector = vector(AutoresetMode.NEXT_STEP, threads);
        VectorEnvironment copy = vector(AutoresetMode.NEXT_STEP, threads)) {
      StepBuffers out = vector.newBuffers();
      vector.reset(SEEDS, null, out);
      byte[] saved = vector.snapshot(1);
      vector.beginStep(new float[N], out);
      assertFalse(vector.run(1));
      assertThrows(ResetNeededException.class, () -> vector.step(new float[N], out));
      assertThrows(ResetNeededException.class, () -> vector.step(new float[N], out));
      assertThrows(ResetNeededException.class, () -> vector.snapshot(1));
      assertThrows(ResetNeededException.class, () -> vector.copyTo(copy, copy.newBuffers()));
      vector.restore(1, saved, out);
      assertArrayEquals(saved, vector.snapshot(1));
      assertThrows(ResetNeededException.class, () -> vector.step(new float[N], out));
      vector.reset(SEEDS, new byte[] {1, 0, 1, 1, 1}, out);
      vector.step(new float[N], out);
      vector.reset(SEEDS, null, out);
      assertArrayEquals(saved, vector.snapshot(1));
    }
  }

  @Test
  void aRefusedActionCutsNothingShort() {
    try (VectorEnvironment vector = vector(AutoresetMode.NEXT_STEP, 2)) {
      StepBuffers out = vector.newBuffers();
      vector.reset(SEEDS, null, out);
      assertThrows(
          InvalidInputException.class, () -> vector.beginStep(new float[] {0, 0, 0, 1000, 0}, out));
      vector.step(new float[N], out);
    }
  }
}
