package io.quanttradinggym.sim.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Stored states at the end of warm-ups, so that a warm-up is played only once. They belong to
 * simulators of one configuration.
 */
public interface WarmupStates {
  /** Number of warm-ups. */
  int COUNT = 64;

  /** Stores nothing: every warm-up is played. */
  WarmupStates NONE =
      new WarmupStates() {
        @Override
        public byte @Nullable [] get(int warmup) {
          return null;
        }

        @Override
        public void offer(int warmup, byte[] state) {}
      };

  /** State after a warm-up, not to be modified; null if none is stored. */
  byte @Nullable [] get(int warmup);

  /** Offers a state for storage. The caller must not modify it afterwards. */
  void offer(int warmup, byte[] state);
}
