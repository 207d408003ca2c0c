package io.quanttradinggym.sim.kernel;

import org.jspecify.annotations.Nullable;

/**
 * States at the end of opening phases, kept so that they need not be played again. They belong to
 * simulators of one configuration.
 */
public interface WarmupStates {
  /** How many opening phases there are. */
  int COUNT = 64;

  /** Keeps nothing: every opening phase is played. */
  WarmupStates NONE =
      new WarmupStates() {
        @Override
        public byte @Nullable [] get(int warmup) {
          return null;
        }

        @Override
        public void offer(int warmup, byte[] state) {}
      };

  /** The state after an opening phase, not to be changed; null where none was kept. */
  byte @Nullable [] get(int warmup);

  /** Takes a state, or not. It must not be changed any more. */
  void offer(int warmup, byte[] state);
}
