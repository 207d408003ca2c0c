package io.quanttradinggym.gym.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.api.AutoresetMode;
import io.quanttradinggym.gym.api.ResetNeededException;
import io.quanttradinggym.gym.api.StepBuffers;
import io.quanttradinggym.gym.api.VectorEnvironment;
import io.quanttradinggym.gym.orderbook.Envs;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainingPlayTest {
  private static final int N = 5;
  private static final int STEPS = 12;
  private static final int EPISODE = 7;
  private static final String SHORT = "{\"episode\": {\"duration\": \"7s\"}}";
  private static final OrderBookFactory FACTORY =
      new OrderBookFactory(Envs.scenario("market-making", SHORT), EnvironmentOptions.defaults());
  private static final int D = FACTORY.spec().seat().observation().size();
  private static final int CHOICES = FACTORY.spec().seat().action().counts().getFirst();
  private static final long[] SEEDS = {100, 101, 102, 103, 104};

  private static VectorEnvironment vector(int threads) {
    VectorEnvironment envs = FACTORY.createVector(N, AutoresetMode.SAME_STEP, threads, () -> 77L);
    envs.reset(SEEDS, null, envs.newBuffers());
    return envs;
  }

  private static DenseLayer layer(int inputs, int outputs, Activation activation) {
    RandomStream random = new RandomStream("play test");
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextNormal() / 4;
    }
    return new DenseLayer(inputs, weights, new float[outputs], activation);
  }

  private static LearningPolicy policy() {
    return new LearningPolicy(
        new Network(List.of(layer(D, 8, Activation.TANH), layer(8, CHOICES, Activation.NONE))),
        new Network(List.of(layer(D, 1, Activation.NONE))),
        new Categorical(List.of(CHOICES)),
        null);
  }

  private static TrainingPlay begin(VectorEnvironment envs, float @Nullable [] forced) {
    TrainingPlay play = new TrainingPlay(envs, policy(), STEPS, 3, 0, forced);
    envs.beginWork(play);
    return play;
  }

  private static Trajectories play(VectorEnvironment envs, long slice) {
    TrainingPlay play = begin(envs, null);
    while (!envs.run(slice)) {
      assertFalse(play.isFinished());
    }
    assertTrue(play.isFinished());
    return play.played();
  }

  private static void assertSame(Trajectories expected, Trajectories played) {
    assertArrayEquals(expected.observations(), played.observations());
    assertArrayEquals(expected.actions(), played.actions());
    assertArrayEquals(expected.logProbabilities(), played.logProbabilities());
    assertArrayEquals(expected.values(), played.values());
    assertArrayEquals(expected.rewards(), played.rewards());
    assertArrayEquals(expected.terminated(), played.terminated());
    assertArrayEquals(expected.lastObservations(), played.lastObservations());
    assertEquals(expected.ends().size(), played.ends().size());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 1000", "4, 1", "4, 50", "4, 9223372036854775807"})
  void resultsDependNeitherOnThreadsNorOnSlices(int threads, long slice) {
    try (VectorEnvironment one = vector(1);
        VectorEnvironment other = vector(threads)) {
      for (int rollout = 0; rollout < 2; rollout++) {
        assertSame(play(one, Long.MAX_VALUE), play(other, slice));
      }
    }
  }

  @Test
  void itPlaysWhatStepsWouldHavePlayed() {
    try (VectorEnvironment played = vector(2);
        VectorEnvironment stepped = vector(1)) {
      Trajectories rollout = play(played, Long.MAX_VALUE);
      StepBuffers buffers = stepped.newBuffers();
      for (int step = 0; step < STEPS; step++) {
        int row = step * N;
        stepped.step(Arrays.copyOfRange(rollout.actions(), row, row + N), buffers);
        float[] next =
            step + 1 < STEPS
                ? Arrays.copyOfRange(rollout.observations(), (row + N) * D, (row + 2 * N) * D)
                : rollout.lastObservations();
        assertArrayEquals(next, buffers.observations());
        for (int i = 0; i < N; i++) {
          assertEquals((float) buffers.rewards()[i], rollout.rewards()[row + i]);
          assertEquals(buffers.terminated()[i], rollout.terminated()[row + i]);
        }
        if (step + 1 == EPISODE) {
          assertEnds(rollout, buffers);
        }
      }
    }
  }

  private static void assertEnds(Trajectories rollout, StepBuffers buffers) {
    List<Trajectories.End> ends = rollout.ends();
    assertEquals(N, ends.size());
    for (int i = 0; i < N; i++) {
      Trajectories.End end = ends.get(i);
      assertEquals(EPISODE - 1, end.step());
      assertEquals(i, end.environment());
      assertEquals(buffers.info(i).digest, end.info().digest);
      assertEquals(buffers.info(i).episodeReturn, end.info().episodeReturn);
      assertArrayEquals(
          Arrays.copyOfRange(buffers.finalObservations(), i * D, (i + 1) * D), end.observation());
    }
  }

  @Test
  void forcedActionsAreTaken() {
    try (VectorEnvironment envs = vector(2)) {
      float[] forced = new float[STEPS * N];
      for (int i = 0; i < forced.length; i++) {
        forced[i] = i % CHOICES;
      }
      TrainingPlay play = begin(envs, forced);
      envs.run(Long.MAX_VALUE);
      assertArrayEquals(forced, play.played().actions());
      float[] outside = forced.clone();
      outside[2 * N + 3] = CHOICES;
      InvalidInputException refused =
          assertThrows(
              InvalidInputException.class,
              () -> TrainingPlay.checkForced(outside, STEPS, N, FACTORY.spec().seat().action()));
      assertEquals("forced_actions[2][3]", refused.field());
      assertThrows(
          InvalidInputException.class,
          () -> TrainingPlay.checkForced(new float[3], STEPS, N, FACTORY.spec().seat().action()));
    }
  }

  @Test
  void workThatIsGivenUpNeedsAReset() {
    try (VectorEnvironment envs = vector(1)) {
      begin(envs, null);
      assertFalse(envs.run(1));
      StepBuffers buffers = envs.newBuffers();
      assertThrows(ResetNeededException.class, () -> envs.step(new float[N], buffers));
      assertThrows(ResetNeededException.class, () -> begin(envs, null));
      envs.reset(SEEDS, null, buffers);
      try (VectorEnvironment fresh = vector(1)) {
        assertSame(play(fresh, Long.MAX_VALUE), play(envs, Long.MAX_VALUE));
      }
    }
  }

  @Test
  void environmentsThatWereNotResetAreRefused() {
    try (VectorEnvironment envs = FACTORY.createVector(N, AutoresetMode.SAME_STEP, 1, () -> 7L)) {
      assertThrows(ResetNeededException.class, () -> begin(envs, null));
    }
  }

  @Test
  void policiesThatDoNotFitAreRefused() {
    try (VectorEnvironment envs = vector(1)) {
      Network actor = policy().actor();
      Network narrow = new Network(List.of(layer(D - 1, CHOICES, Activation.NONE)));
      Categorical choices = new Categorical(List.of(CHOICES));
      assertRefused("policy.actor.inputs", envs, new LearningPolicy(narrow, null, choices, null));
      assertRefused("policy.critic.outputs", envs, new LearningPolicy(actor, actor, choices, null));
      assertRefused(
          "policy.actor.outputs",
          envs,
          new LearningPolicy(actor, null, new Categorical(List.of(CHOICES + 1)), null));
      assertRefused(
          "policy.epsilons",
          envs,
          new LearningPolicy(actor, null, new EpsilonGreedy(CHOICES, new double[3]), null));
      ObservationScaling scaling = new ObservationScaling(new double[1], new double[1], 1, 10);
      assertRefused(
          "policy.scaling.means", envs, new LearningPolicy(actor, null, choices, scaling));
    }
  }

  private static void assertRefused(String field, VectorEnvironment envs, LearningPolicy policy) {
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class, () -> new TrainingPlay(envs, policy, STEPS, 0, 0, null));
    assertEquals(field, refused.field());
  }
}
