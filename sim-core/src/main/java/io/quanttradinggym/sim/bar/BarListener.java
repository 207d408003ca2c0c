package io.quanttradinggym.sim.bar;

/** Receives complete bars. */
@FunctionalInterface
public interface BarListener {
  /** A bar of an instrument is complete; it may have no trades. */
  void onBar(int instrument, Bar bar);
}
