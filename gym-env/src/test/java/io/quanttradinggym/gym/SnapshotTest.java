package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.Snapshot;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.ResetNeededException;
import io.quanttradinggym.gym.orderbook.Envs;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.policy.Models;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.sim.kernel.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class SnapshotTest {
  private static final int POINTS = 100;
  private static final int POINTS_TO_THE_END = 3;
  private static final SnapshotIdentity IDENTITY = SnapshotIdentity.of("test");
  private static final String SCENARIO = "market-making";

  static Set<String> names() {
    return Envs.names();
  }

  /** A market with a trader that acts at random, inside. */
  private static Simulator market(OrderBookFactory factory) {
    float[] action = new float[factory.spec().seat().action().size()];
    Policy<DecisionContext> random =
        new Policy<>() {
          @Override
          public void decide(DecisionContext decision) {
            for (int i = 0; i < action.length; i++) {
              List<Integer> counts = factory.spec().seat().action().counts();
              action[i] =
                  counts.isEmpty()
                      ? (float) (2 * decision.random().nextDouble() - 1)
                      : decision.random().nextInt(counts.get(i));
            }
            decision.act(action, 0);
          }
        };
    return factory.simulation(factory.trader(random));
  }

  private static byte[] snapshot(Simulator simulator) {
    return Snapshot.save(simulator, IDENTITY, new StateWriter());
  }

  /** In a simulation that never played before. */
  private static Simulator restored(OrderBookFactory factory, byte[] snapshot) {
    Simulator simulator = market(factory);
    simulator.load(Snapshot.open(snapshot, IDENTITY));
    return simulator;
  }

  private static long[] times(OrderBookFactory factory, long seed) {
    RandomStream random = new RandomStream("points");
    random.seed(seed, 0);
    long[] times = new long[POINTS];
    long open = factory.market().session().openNanos();
    long end = factory.market().trader().terms().endNanos();
    Arrays.setAll(times, i -> random.nextLong(open, end));
    Arrays.sort(times);
    return times;
  }

  /**
   * At 100 random times from the open to the end of the episode. The state that a restored run has
   * at the next of these times is compared byte by byte; a few runs go on to the end.
   */
  @ParameterizedTest
  @MethodSource("names")
  void restoredRunsContinueBitForBit(String name) {
    OrderBookFactory factory = Envs.factory(name);
    long[] times = times(factory, 1);
    long end = factory.market().trader().terms().endNanos();
    Simulator whole = market(factory);
    whole.reset(42, 0);
    List<byte[]> snapshots = new ArrayList<>();
    for (long time : times) {
      whole.run(time);
      snapshots.add(snapshot(whole));
    }
    whole.run(end);
    snapshots.add(snapshot(whole));
    for (int i = 0; i < POINTS; i++) {
      Simulator restored = restored(factory, snapshots.get(i));
      assertEquals(times[i], restored.timeNanos());
      restored.run(i + 1 < POINTS ? times[i + 1] : end);
      assertArrayEquals(snapshots.get(i + 1), snapshot(restored), "after point " + i);
    }
    for (int i = 0; i < POINTS; i += POINTS / POINTS_TO_THE_END) {
      Simulator restored = restored(factory, snapshots.get(i));
      restored.run(end);
      assertEquals(whole.digest(), restored.digest());
      assertArrayEquals(snapshots.getLast(), snapshot(restored));
    }
  }

  /** What an agent could see of the steps that are left, up to {@code steps}. */
  private static List<String> play(OrderBookEnvironment env, Envs.Actions actions, int steps) {
    float[] observation = new float[env.spec().seat().observation().size()];
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < steps && env.isRunning(); i++) {
      env.step(actions.next(), 0);
      env.observe(observation, 0);
      lines.add(
          Arrays.toString(observation)
              + env.reward(0)
              + env.isTerminated(0)
              + env.isTruncated(0)
              + env.episodeReturn(0)
              + " "
              + env.trader().pnlMicros()
              + " "
              + env.simulator().digest());
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("names")
  void environmentsContinueInFreshOnesAndInForks(String name) {
    OrderBookFactory factory = Envs.factory(name);
    OrderBookEnvironment env = factory.create();
    env.reset(23);
    env.resetNext();
    int steps = Math.min(20, env.spec().seat().stepsPerEpisode() / 6);
    for (int part = 0; part < 5; part++) {
      byte[] snapshot = env.snapshot();
      OrderBookEnvironment restored = factory.create();
      restored.restore(snapshot);
      OrderBookEnvironment fork = factory.create();
      env.copyTo(fork);
      assertArrayEquals(snapshot, restored.snapshot());
      assertArrayEquals(snapshot, fork.snapshot());
      assertArrayEquals(env.trader().observation(), fork.trader().observation());
      List<String> expected = play(env, new Envs.Actions(env.spec(), part), steps);
      assertFalse(expected.isEmpty());
      assertEquals(expected, play(restored, new Envs.Actions(env.spec(), part), steps));
      // A fork that takes another way leaves its origin alone.
      play(fork, new Envs.Actions(env.spec(), 100 + part), steps);
      assertArrayEquals(env.snapshot(), restored.snapshot());
      env.restore(snapshot);
      assertEquals(expected, play(env, new Envs.Actions(env.spec(), part), steps));
      restored.resetNext();
      fork.resetNext();
      assertArrayEquals(restored.snapshot(), fork.snapshot());
      assertEquals(2, fork.episodeIndex());
    }
  }

  /** A policy of the population goes on with its memory, and is the one that the state is of. */
  @Test
  void policiesOfThePopulationAreRestored() {
    String overrides =
        """
        {"population": [{"type": "market-maker"}, {"type": "noise", "count": 20},
          {"type": "onnx", "policy": "best.onnx", "start": "1s"}]}
        """;
    Scenario scenario = Models.scenario(overrides);
    try (OnnxModel model = Models.model("recurrent", Models.scenario(""));
        OnnxModel another = Models.model("q-network", Models.scenario(""))) {
      OrderBookFactory factory =
          new OrderBookFactory(scenario, EnvironmentOptions.of(name -> model));
      OrderBookEnvironment env = factory.create();
      env.reset(4);
      play(env, new Envs.Actions(env.spec(), 1), 10);
      byte[] snapshot = env.snapshot();
      OrderBookEnvironment restored = factory.withPolicies(name -> model).create();
      restored.restore(snapshot);
      assertEquals(
          play(env, new Envs.Actions(env.spec(), 2), 20),
          play(restored, new Envs.Actions(env.spec(), 2), 20));
      assertArrayEquals(env.snapshot(), restored.snapshot());
      OrderBookEnvironment other = factory.withPolicies(name -> another).create();
      InvalidInputException error =
          assertThrows(InvalidInputException.class, () -> other.restore(snapshot));
      assertEquals("snapshot.scenario", error.field());
    }
  }

  /** The end of an episode is a state like any other. */
  @Test
  void anEpisodeThatIsOverStaysOver() {
    OrderBookFactory factory = Envs.factory("order-execution");
    OrderBookEnvironment env = factory.create();
    env.reset(3);
    play(env, new Envs.Actions(env.spec(), 1), Integer.MAX_VALUE);
    assertTrue(env.isTerminated(0));
    OrderBookEnvironment restored = factory.create();
    restored.restore(env.snapshot());
    assertTrue(restored.isTerminated(0));
    assertFalse(restored.isRunning());
    assertEquals(env.reward(0), restored.reward(0));
    float[] action = new float[env.spec().seat().action().size()];
    assertThrows(ResetNeededException.class, () -> restored.step(action, 0));
  }

  @Test
  void thereIsNothingToSaveBeforeTheFirstReset() {
    OrderBookFactory factory = Envs.factory(SCENARIO);
    OrderBookEnvironment env = factory.create();
    assertThrows(ResetNeededException.class, env::snapshot);
    assertThrows(ResetNeededException.class, () -> env.copyTo(factory.create()));
  }

  @Test
  void truncatedAndDamagedSnapshotsAreRefusedAndNothingChanges() {
    OrderBookEnvironment env = Envs.factory(SCENARIO).create();
    env.reset(1);
    byte[] snapshot = env.snapshot();
    play(env, new Envs.Actions(env.spec(), 1), 10);
    byte[] now = env.snapshot();
    RandomStream random = new RandomStream("damage");
    for (int i = 0; i < 400; i++) {
      int at = i < 200 ? i : random.nextInt(snapshot.length);
      byte[] truncated = Arrays.copyOf(snapshot, at);
      assertThrows(InvalidInputException.class, () -> env.restore(truncated));
      byte[] flipped = snapshot.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      InvalidInputException error =
          assertThrows(InvalidInputException.class, () -> env.restore(flipped));
      assertTrue(error.field().startsWith("snapshot"), error.field());
    }
    assertArrayEquals(now, env.snapshot());
  }

  @Test
  void anotherScenarioIsRefused() {
    OrderBookEnvironment env = Envs.factory(SCENARIO).create();
    OrderBookFactory others =
        new OrderBookFactory(
            Envs.scenario(SCENARIO, "{\"trader\": {\"cash\": 5}}"), EnvironmentOptions.defaults());
    OrderBookEnvironment other = others.create();
    other.reset(0);
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> env.restore(other.snapshot()));
    assertEquals("snapshot.scenario", error.field());
    assertEquals("market-making " + others.scenario().hash(), error.value());
    assertThrows(InvalidInputException.class, () -> other.copyTo(env));
    assertFalse(env.isSeeded());
  }

  /** A forged state has the right checksum and is refused all the same, and leaves no trace. */
  @Test
  void forgedStatesLeaveAnEnvironmentThatNeedsAReset() {
    OrderBookFactory factory = Envs.factory(SCENARIO);
    OrderBookEnvironment env = factory.create();
    env.reset(1);
    SnapshotIdentity identity = SnapshotIdentity.of(SCENARIO + " " + factory.scenario().hash());
    for (int length : new int[] {0, 1, 100, 5_000, 1_000_000}) {
      byte[] junk = new byte[length];
      Arrays.fill(junk, (byte) 0x55);
      byte[] forged =
          Snapshot.save(
              new Stateful() {
                @Override
                public void save(StateWriter out) {
                  out.writeBytes(junk, 0, junk.length);
                }

                @Override
                public void load(StateReader in) {}
              },
              identity,
              new StateWriter());
      InvalidInputException error =
          assertThrows(InvalidInputException.class, () -> env.restore(forged));
      assertEquals("snapshot", error.field());
      assertFalse(env.isRunning());
      assertThrows(ResetNeededException.class, env::snapshot);
    }
    OrderBookEnvironment fresh = factory.create();
    fresh.reset(8);
    env.reset(8);
    assertArrayEquals(fresh.snapshot(), env.snapshot());
  }

  /** Plays on in another process. */
  public static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
      OrderBookEnvironment env = Envs.factory(arguments[0]).create();
      env.restore(Files.readAllBytes(Path.of(arguments[1])));
      play(env, new Envs.Actions(env.spec(), 77), Integer.MAX_VALUE);
      Files.write(Path.of(arguments[1]), env.snapshot());
    }
  }

  @Test
  void anotherProcessContinuesBitForBit(@TempDir Path folder) throws Exception {
    OrderBookEnvironment env = Envs.factory(SCENARIO).create();
    env.reset(5);
    play(env, new Envs.Actions(env.spec(), 1), 100);
    Path file = folder.resolve("snapshot");
    Files.write(file, env.snapshot());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xint",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                SCENARIO,
                file.toString())
            .inheritIO()
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    play(env, new Envs.Actions(env.spec(), 77), Integer.MAX_VALUE);
    assertTrue(env.isTerminated(0));
    assertArrayEquals(env.snapshot(), Files.readAllBytes(file));
  }

  /** What a snapshot of a running environment takes; see docs/architecture.md. */
  @ParameterizedTest
  @MethodSource("names")
  void snapshotsAreSmall(String name) {
    OrderBookEnvironment env = Envs.factory(name).create();
    env.reset(0);
    play(env, new Envs.Actions(env.spec(), 1), 100);
    int bytes = env.snapshot().length;
    int participants = env.simulator().participants();
    // Per participant: account, random streams, what the agent remembers, prices that it waits for.
    assertTrue(bytes < (128 << 10) + 192 * participants, bytes + " bytes, " + participants);
    assertTrue(env.trader().stepIndex() > 0);
  }
}
