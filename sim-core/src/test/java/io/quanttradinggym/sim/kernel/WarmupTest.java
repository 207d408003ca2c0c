package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmupTest {
  private static final long WARMUP = 20 * Markets.SECOND;
  private static final long END = Markets.OPEN + WARMUP;
  private static final long LATER = END + 60 * Markets.SECOND;

  /** Keeps everything, and counts. */
  private static final class Kept implements WarmupStates {
    private final byte[][] states = new byte[COUNT][];
    private final ArrayList<Integer> asked = new ArrayList<>();

    @Override
    public byte[] get(int warmup) {
      asked.add(warmup);
      return states[warmup];
    }

    @Override
    public void offer(int warmup, byte[] state) {
      assertTrue(states[warmup] == null, "offered twice");
      states[warmup] = state.clone();
    }
  }

  private static Simulator market() {
    return Markets.mixed(2).warmup(WARMUP).build();
  }

  private static byte[] state(Simulator simulator) {
    StateWriter out = new StateWriter();
    simulator.save(out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "7,0", "-1,0", "7,1", "7,2", "12345678901234,3"})
  void warmAndColdAreTheSame(long seed, long episode) {
    Kept kept = new Kept();
    Simulator cold = market();
    Simulator first = market();
    Simulator second = market();
    cold.reset(seed, episode);
    first.reset(seed, episode, kept);
    second.reset(99, 0);
    second.run(LATER);
    first.run(END - 1);
    second.reset(seed, episode, kept);
    assertEquals(END - 1, second.timeNanos());
    assertArrayEquals(state(first), state(second));
    cold.run(END - 1);
    assertArrayEquals(state(cold), state(second));
    for (long time : new long[] {END, END + 1, LATER}) {
      cold.run(time);
      first.run(time);
      second.run(time);
      assertArrayEquals(state(cold), state(first));
      assertArrayEquals(state(cold), state(second));
    }
    assertNotNull(kept.states[kept.asked.getFirst()]);
  }

  /** Episodes of one opening have it in common, and nothing after it. */
  @Test
  void anOpeningIsSharedAndWhatFollowsIsNot() {
    Map<Integer, ArrayList<Long>> seeds = new TreeMap<>();
    Kept kept = new Kept();
    Simulator simulator = market();
    for (long seed = 0; seed < 200; seed++) {
      simulator.reset(seed, 0, kept);
      seeds.computeIfAbsent(kept.asked.getLast(), warmup -> new ArrayList<>()).add(seed);
    }
    ArrayList<Long> together =
        seeds.values().stream().filter(same -> same.size() > 1).findFirst().orElseThrow();
    long[] atTheEnd = new long[2];
    long[] later = new long[2];
    for (int i = 0; i < 2; i++) {
      simulator.reset(together.get(i), 0);
      simulator.run(END - 1);
      atTheEnd[i] = simulator.digest();
      simulator.run(LATER);
      later[i] = simulator.digest();
    }
    assertEquals(atTheEnd[0], atTheEnd[1]);
    assertNotEquals(later[0], later[1]);
    long apart =
        seeds.values().stream()
            .filter(other -> !other.equals(together))
            .findFirst()
            .orElseThrow()
            .getFirst();
    simulator.reset(apart, 0);
    simulator.run(END - 1);
    assertNotEquals(atTheEnd[0], simulator.digest());
  }

  @Test
  void everyOpeningIsAboutAsFrequent() {
    int[] counts = new int[WarmupStates.COUNT];
    WarmupStates counter =
        new WarmupStates() {
          private byte[] any = new byte[0];

          @Override
          public byte[] get(int warmup) {
            counts[warmup]++;
            return any;
          }

          @Override
          public void offer(int warmup, byte[] state) {
            any = state;
          }
        };
    counter.offer(0, state(market()));
    Simulator simulator = market();
    int episodes = 64 * 100;
    for (int i = 0; i < episodes; i++) {
      simulator.reset(i / 2, i % 2, counter);
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - 100) * (count - 100) / 100.0;
    }
    // 63 degrees of freedom: 99.99 % are between 27 and 116.
    assertTrue(chiSquare > 27 && chiSquare < 116, "chi-square " + chiSquare + " of " + episodes);
  }

  /** No user's episode begins as an opening does, though their seeds are the same numbers. */
  @Test
  void openingsAreNoEpisodeOfAUser() {
    Kept kept = new Kept();
    Simulator withWarmup = market();
    Simulator without = Markets.mixed(2).build();
    for (long seed = 0; seed < WarmupStates.COUNT; seed++) {
      without.reset(seed, 0);
      without.run(END - 1);
      withWarmup.reset(seed, 0, kept);
      withWarmup.run(END - 1);
      assertNotEquals(without.digest(), withWarmup.digest());
    }
  }

  @Test
  void piecesAndRestoresAcrossTheBoundaryChangeNothing() {
    Simulator whole = market();
    whole.reset(21, 0);
    whole.run(LATER);
    for (long cut : new long[] {Markets.OPEN, END - 2, END - 1, END, END + 1}) {
      Simulator pieces = market();
      pieces.reset(21, 0);
      pieces.run(cut);
      byte[] snapshot = state(pieces);
      Simulator restored = market();
      restored.load(new StateReader(snapshot, 0, snapshot.length));
      restored.run(LATER);
      pieces.run(LATER);
      assertArrayEquals(state(whole), state(pieces));
      assertArrayEquals(state(whole), state(restored));
    }
  }

  /** Who looks at the fair value, and when, changes nothing: not across the boundary either. */
  @Test
  void lookingAtTheFairValueChangesNothing() {
    Simulator looked = market();
    Simulator alone = market();
    looked.reset(3, 0);
    alone.reset(3, 0);
    for (long time = Markets.OPEN; time < LATER; time += 333_333_333) {
      looked.run(time);
      looked.fundamentalTicks(0);
    }
    looked.run(LATER);
    alone.run(LATER);
    assertEquals(alone.digest(), looked.digest());
    assertEquals(alone.fundamentalTicks(1), looked.fundamentalTicks(1));
  }

  @Test
  void withoutAnOpeningTheSeedRulesFromTheOpen() {
    Simulator plain = Markets.mixed(1).build();
    Simulator none = Markets.mixed(1).warmup(0).build();
    Kept kept = new Kept();
    plain.reset(5, 0);
    none.reset(5, 0, kept);
    assertEquals(Markets.OPEN, none.timeNanos());
    plain.run(LATER);
    none.run(LATER);
    assertArrayEquals(state(plain), state(none));
    assertTrue(Arrays.stream(kept.states).allMatch(state -> state == null), "kept");
  }

  @Test
  void lengthsOutsideTheSessionAreRefused() {
    SimulatorBuilder builder = Markets.mixed(1);
    for (long bad : new long[] {-1, Markets.CLOSE - Markets.OPEN + 1}) {
      InvalidInputException error =
          assertThrows(InvalidInputException.class, () -> builder.warmup(bad));
      assertEquals("session.warmup", error.field());
    }
  }

  @Test
  void aWarmUpWithADecisionIsNotStored() {
    SimulatorBuilder builder = Markets.mixed(1).warmup(WARMUP);
    builder.agent(
        "pausing",
        LatencyModel.constant(0),
        new Agent() {
          @Override
          public void onStart(AgentContext context) {
            context.wakeAt(END - 1);
          }

          @Override
          public void onWake(AgentContext context) {
            context.pause();
          }
        },
        0);
    Simulator simulator = builder.build();
    Kept kept = new Kept();
    simulator.reset(1, 0, kept);
    assertTrue(simulator.run(LATER), "a decision is due");
    assertEquals(END - 1, simulator.timeNanos());
    simulator.run(LATER);
    assertEquals(1, kept.asked.size());
    assertNull(kept.states[kept.asked.getFirst()]);
  }
}
