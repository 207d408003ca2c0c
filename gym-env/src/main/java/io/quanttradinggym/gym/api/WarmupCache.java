package io.quanttradinggym.gym.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The states at the end of opening phases, made when first needed and shared by all environments of
 * equal scenarios. Where there is no room for more, the scenario that was asked for longest ago
 * loses its states; its episodes then begin more slowly and are the same. Thread safe.
 */
public final class WarmupCache {
  /** The states of one scenario, each at the end of one of its opening phases. Thread safe. */
  public interface States {
    /** The state after an opening phase, not to be changed; null where none was kept. */
    byte @Nullable [] get(int warmup);

    /** Takes a state, or not. It must not be changed any more. */
    void offer(int warmup, byte[] state);
  }

  private static final int SHARE_OF_HEAP = 8;

  private final long maxBytes;
  private final Map<String, Scenario> scenarios = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** Takes at most an eighth of the heap. */
  public WarmupCache() {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * @param maxBytes limit of all states together
   */
  public WarmupCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The states of one scenario.
   *
   * @param scenario tells it from all others
   * @param count how many opening phases it has
   */
  public synchronized States of(String scenario, int count) {
    return scenarios.computeIfAbsent(scenario, name -> new Scenario(name, count));
  }

  /** Memory of all states kept. */
  public synchronized long bytes() {
    return bytes;
  }

  private synchronized void keep(Scenario scenario, int warmup, byte[] state) {
    if (scenarios.putIfAbsent(scenario.name, scenario) != scenario
        && scenarios.get(scenario.name) != scenario) {
      return; // it was evicted, and environments made since then share another one
    }
    List<Scenario> eldestFirst = new ArrayList<>(scenarios.values());
    for (Scenario eldest : eldestFirst) {
      if (bytes + state.length <= maxBytes) {
        break;
      }
      if (eldest != scenario) {
        scenarios.remove(eldest.name);
        bytes -= eldest.clear();
      }
    }
    if (bytes + state.length <= maxBytes && scenario.states.compareAndSet(warmup, null, state)) {
      bytes += state.length;
    }
  }

  private final class Scenario implements States {
    private final String name;
    private final AtomicReferenceArray<byte @Nullable []> states;

    Scenario(String name, int count) {
      this.name = name;
      states = new AtomicReferenceArray<>(count);
    }

    @Override
    public byte @Nullable [] get(int warmup) {
      return states.get(warmup);
    }

    @Override
    public void offer(int warmup, byte[] state) {
      keep(this, warmup, state);
    }

    /** Returns how many bytes it has let go. */
    private long clear() {
      long freed = 0;
      for (int i = 0; i < states.length(); i++) {
        byte[] state = states.getAndSet(i, null);
        freed += state == null ? 0 : state.length;
      }
      return freed;
    }
  }
}
