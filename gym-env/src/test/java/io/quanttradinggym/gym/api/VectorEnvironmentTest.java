package io.quanttradinggym.gym.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.orderbook.Envs;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorEnvironmentTest {
  private static final int N = 5;
  private static final String SHORT = "{\"episode\": {\"duration\": \"7s\"}}";
  private static final OrderBookFactory FACTORY =
      new OrderBookFactory(Envs.scenario("market-making", SHORT), EnvironmentOptions.defaults());
  private static final int D = FACTORY.spec().seat().observation().size();
  private static final long[] SEEDS = {100, 101, 102, 103, 104};

  private static Stepped vector(AutoresetMode mode, int threads) {
    VectorEnvironment envs = FACTORY.createVector(N, mode, threads, () -> 77L);
    return new Stepped(envs, envs.newBuffers());
  }

  /** A vector with the buffers of its results. */
  private record Stepped(VectorEnvironment envs, StepBuffers result) implements AutoCloseable {
    void reset(long @Nullable [] seeds, byte @Nullable [] mask) {
      envs.reset(seeds, mask, result);
    }

    void step(float[] batch) {
      envs.step(batch, result);
    }

    OrderBookEnvironment env(int i) {
      return (OrderBookEnvironment) envs.environment(i);
    }

    @Override
    public void close() {
      envs.close();
    }
  }

  private static List<String> play(Stepped envs, int steps) {
    Envs.Actions actions = new Envs.Actions(envs.envs().spec(), 3);
    List<String> lines = new ArrayList<>();
    StepBuffers result = envs.result();
    for (int step = 0; step < steps; step++) {
      float[] batch = new float[N];
      for (int i = 0; i < N; i++) {
        actions.write(batch, i);
      }
      envs.step(batch);
      lines.add(
          Arrays.toString(result.observations())
              + Arrays.toString(result.rewards())
              + Arrays.toString(result.terminated()));
    }
    return lines;
  }

  @ParameterizedTest
  @EnumSource(
      value = AutoresetMode.class,
      names = {"NEXT_STEP", "SAME_STEP"})
  void resultsDoNotDependOnTheNumberOfThreads(AutoresetMode mode) {
    try (Stepped one = vector(mode, 1);
        Stepped many = vector(mode, 4)) {
      one.reset(SEEDS, null);
      many.reset(SEEDS, null);
      assertEquals(play(one, 30), play(many, 30));
    }
  }

  @Test
  void eachEnvironmentIsTheSingleOneOfItsSeed() {
    try (Stepped envs = vector(AutoresetMode.DISABLED, 2)) {
      envs.reset(SEEDS, null);
      OrderBookEnvironment single = FACTORY.create();
      float[] observation = new float[D];
      for (int i = 0; i < N; i++) {
        single.reset(SEEDS[i]);
        single.observe(observation, 0);
        assertArrayEquals(observation, row(envs.result().observations(), i));
      }
      envs.step(new float[] {0, 1, 2, 3, 4});
      single.reset(SEEDS[3]);
      single.step(new float[] {3}, 0);
      single.observe(observation, 0);
      assertArrayEquals(observation, row(envs.result().observations(), 3));
      assertEquals(single.reward(0), envs.result().rewards()[3]);
    }
  }

  private static float[] row(float[] matrix, int i) {
    return Arrays.copyOfRange(matrix, i * D, (i + 1) * D);
  }

  @Test
  void sameStepReturnsTheLastObservationApart() {
    try (Stepped envs = vector(AutoresetMode.SAME_STEP, 2)) {
      envs.reset(SEEDS, null);
      OrderBookEnvironment single = FACTORY.create();
      single.reset(SEEDS[0]);
      float[] expected = new float[D];
      while (!envs.result().ended(0)) {
        envs.step(new float[N]);
        single.step(new float[1], 0);
      }
      single.observe(expected, 0);
      assertArrayEquals(expected, row(envs.result().finalObservations(), 0));
      EpisodeInfo info = envs.result().info(0);
      assertEquals(single.simulator().digest(), info.digest);
      assertEquals(7, info.episodeLength);
      assertEquals(single.episodeReturn(0), info.episodeReturn);
      assertEquals(0, info.episodeIndex);
      assertEquals(SEEDS[0], info.episodeSeed);
      single.resetNext();
      single.observe(expected, 0);
      assertArrayEquals(expected, row(envs.result().observations(), 0));
      assertEquals(1, envs.env(0).episodeIndex());
    }
  }

  @Test
  void nextStepResetsWithTheStepAfterTheEnd() {
    try (Stepped envs = vector(AutoresetMode.NEXT_STEP, 2)) {
      envs.reset(SEEDS, null);
      while (!envs.result().ended(0)) {
        envs.step(new float[N]);
      }
      float[] ignored = new float[N];
      Arrays.fill(ignored, Float.NaN);
      envs.step(ignored);
      assertFalse(envs.result().ended(0));
      assertEquals(0, envs.result().rewards()[0]);
      assertEquals(1, envs.env(0).episodeIndex());
      assertEquals(0, envs.env(0).trader().stepIndex());
      envs.step(new float[N]);
      assertEquals(1, envs.env(0).trader().stepIndex());
    }
  }

  @Test
  void disabledWaitsForAMaskedReset() {
    try (Stepped envs = vector(AutoresetMode.DISABLED, 2)) {
      envs.reset(SEEDS, null);
      while (!envs.result().ended(0)) {
        envs.step(new float[N]);
      }
      assertThrows(ResetNeededException.class, () -> envs.step(new float[N]));
      float[] before = row(envs.result().observations(), 1);
      envs.reset(null, new byte[] {1, 0, 1, 1, 1});
      assertArrayEquals(before, row(envs.result().observations(), 1));
      assertTrue(envs.result().ended(1));
      assertThrows(ResetNeededException.class, () -> envs.step(new float[N]));
      envs.reset(null, new byte[] {0, 1, 0, 0, 0});
      envs.step(new float[N]);
    }
  }

  @Test
  void environmentsWithoutASeedTakeOneFromTheSource() {
    try (Stepped envs = vector(AutoresetMode.NEXT_STEP, 1)) {
      assertThrows(ResetNeededException.class, () -> envs.step(new float[N]));
      envs.reset(null, null);
      assertEquals(77, envs.result().info(2).episodeSeed);
      envs.reset(null, null);
      assertEquals(77, envs.result().info(2).episodeSeed);
      assertEquals(1, envs.result().info(2).episodeIndex);
    }
  }

  @Test
  void aBadActionStepsNobody() {
    try (Stepped envs = vector(AutoresetMode.NEXT_STEP, 2)) {
      envs.reset(SEEDS, null);
      InvalidInputException thrown =
          assertThrows(
              InvalidInputException.class, () -> envs.step(new float[] {0, 0, 0, 1000, 0}));
      assertEquals("actions[3]", thrown.field());
      assertEquals(0, envs.env(0).trader().stepIndex());
      assertThrows(InvalidInputException.class, () -> envs.step(new float[2]));
      assertThrows(InvalidInputException.class, () -> envs.reset(new long[2], null));
      assertThrows(InvalidInputException.class, () -> envs.reset(null, new byte[2]));
    }
  }

  @Test
  void sizesHaveARange() {
    assertThrows(
        InvalidInputException.class,
        () -> new VectorEnvironment(List.of(), AutoresetMode.DISABLED, 1, () -> 0));
    assertThrows(InvalidInputException.class, () -> vector(AutoresetMode.DISABLED, 0));
  }
}
