package io.quanttradinggym.sim.bar;

/** Receives bars that are complete. */
@FunctionalInterface
public interface BarListener {
  /** A bar of an instrument is complete; it may be one without trades. */
  void onBar(int instrument, Bar bar);
}
