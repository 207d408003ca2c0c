package io.quanttradinggym.gym.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Cache of states at the end of warm-ups, filled on demand and shared by all environments of equal
 * scenarios. When the cache is full, it evicts the least recently requested scenario. Episodes of
 * that scenario then begin more slowly, with the same result. Thread safe.
 */
public final class WarmupCache {
  /** Cached states of one scenario, one for each warm-up. Thread safe. */
  public interface States {
    /** State after a warm-up, not to be modified; null if none is stored. */
    byte @Nullable [] get(int warmup);

    /** Offers a state for storage. The caller must not modify it afterwards. */
    void offer(int warmup, byte[] state);
  }

  private static final int SHARE_OF_HEAP = 8;

  private final long maxBytes;
  private final Map<String, Scenario> scenarios = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** A cache of at most an eighth of the heap. */
  public WarmupCache() {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /**
   * @param maxBytes limit of the total size of all states
   */
  public WarmupCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The states of one scenario.
   *
   * @param scenario unique key of the scenario
   * @param count number of its warm-ups
   */
  public synchronized States of(String scenario, int count) {
    return scenarios.computeIfAbsent(scenario, name -> new Scenario(name, count));
  }

  /** Total size of all stored states. */
  public synchronized long bytes() {
    return bytes;
  }

  private synchronized void keep(Scenario scenario, int warmup, byte[] state) {
    if (scenarios.putIfAbsent(scenario.name, scenario) != scenario
        && scenarios.get(scenario.name) != scenario) {
      return; // the scenario was evicted; environments created later share another cache entry
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

    /** Removes all states; returns the number of bytes freed. */
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
