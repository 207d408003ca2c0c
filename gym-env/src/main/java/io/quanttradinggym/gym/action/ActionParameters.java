package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import java.util.List;

/** Parameters common to several schemes. */
final class ActionParameters {
  static final int MAX_INSTRUMENTS = 50;
  static final String INSTRUMENT = "instrument";
  static final String INSTRUMENTS = "instruments";
  static final String MAX_OFFSET = "max_offset";
  static final String MIN_TRADE = "min_trade";

  private ActionParameters() {}

  static ParameterSpec instrument() {
    return ParameterSpec.integer(INSTRUMENT, "", 0L, 0, 999, "Index of the instrument.");
  }

  static ParameterSpec instruments() {
    return ParameterSpec.integers(
        INSTRUMENTS,
        "",
        List.of(0L, 1L),
        0,
        999,
        "Indices of the instruments: 1 to " + MAX_INSTRUMENTS + ", each once.");
  }

  static ParameterSpec quantity(long defaultLots, String description) {
    return ParameterSpec.integer("quantity", "lots", defaultLots, 1, 1_000_000_000L, description);
  }

  static ParameterSpec maxOffset() {
    return ParameterSpec.number(
        MAX_OFFSET, "ticks", 20.0, 0, 100_000, "Maximum distance from the mid.");
  }

  static ParameterSpec minTrade() {
    return ParameterSpec.integer(
        MIN_TRADE,
        "lots",
        1L,
        1,
        1_000_000_000L,
        "Smallest quantity to trade; a smaller difference from the target stays.");
  }

  /**
   * The values of {@link #instruments}.
   *
   * @throws io.quanttradinggym.base.parameter.InvalidInputException if there are none, too many, or
   *     one twice
   */
  static int[] checkedInstruments(Parameters parameters) {
    return parameters.getIndices(INSTRUMENTS, 1, MAX_INSTRUMENTS);
  }

  static boolean hasInstrument(Plugin plugin) {
    return has(plugin.parameters(), INSTRUMENT);
  }

  static boolean has(List<ParameterSpec> specs, String name) {
    return specs.stream().anyMatch(spec -> spec.name().equals(name));
  }

  /** The same scheme in another instrument. */
  static Chosen<ActionSchemeType> withInstrument(Chosen<ActionSchemeType> scheme, int instrument) {
    return new Chosen<>(scheme.plugin(), scheme.parameters().with(INSTRUMENT, (long) instrument));
  }
}
