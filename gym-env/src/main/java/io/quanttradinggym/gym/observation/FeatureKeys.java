package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.config.ParameterMaps;
import io.quanttradinggym.sim.bar.PriceSource;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.feature.IndicatorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The keys of a feature block, beside those of its indicator.
 *
 * @param parameters values of the block's keys and of the indicator's parameters
 */
record FeatureKeys(Parameters parameters) {
  private static final String INSTRUMENT = "instrument";
  private static final String INTERVAL = "interval";
  private static final String SOURCE = "source";
  private static final String OUTPUT = "output";
  private static final String RELATIVE = "relative";
  private static final String SCALE = "scale";
  private static final String CLIP = "clip";
  private static final String MID = "mid";
  private static final String TRADE = "trade";

  static FeatureKeys of(Parameters parameters) {
    return new FeatureKeys(parameters);
  }

  static ParameterSpec interval() {
    return ParameterSpec.duration(
        INTERVAL, "10s", "1ms", "24h", "Length of the bars, counted from the open.");
  }

  static ParameterSpec source() {
    return ParameterSpec.choice(SOURCE, MID, List.of(MID, TRADE), "Prices of the bars.");
  }

  static ParameterSpec output(List<String> names) {
    return ParameterSpec.choice(
        OUTPUT, FeatureBlock.ALL_OUTPUTS, names, "One output of the indicator, or all of them.");
  }

  static ParameterSpec relative() {
    return ParameterSpec.bool(
        RELATIVE, false, "Whether the mid price is subtracted from outputs that are prices.");
  }

  static List<ParameterSpec> ofEvery() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.number(
            SCALE,
            "",
            0.0,
            0,
            1e12,
            "Divisor of the values; 0 = by the unit of the output: 1000 ticks for prices, 10 ticks "
                + "for their differences, 100 lots, 100 for percentages, 0.01 for returns and "
                + "volatilities, 1 for other numbers."),
        ParameterSpec.number(
            CLIP, "", 1000.0, 0.1, 1e6, "Bound of scaled values; larger values are clipped."));
  }

  int instrument() {
    return parameters.getInt(INSTRUMENT);
  }

  double clip() {
    return parameters.getDouble(CLIP);
  }

  /** 0 = by the unit of the output. */
  double scale() {
    return parameters.getDouble(SCALE);
  }

  String output() {
    return has(OUTPUT) ? parameters.getText(OUTPUT) : FeatureBlock.ALL_OUTPUTS;
  }

  boolean isRelative() {
    return has(RELATIVE) && parameters.getBoolean(RELATIVE);
  }

  boolean isOfTrades() {
    return has(SOURCE) && parameters.getText(SOURCE).equals(TRADE);
  }

  /** 0 for an indicator without bars. */
  long intervalNanos() {
    return has(INTERVAL) ? parameters.getNanos(INTERVAL) : 0;
  }

  private boolean has(String name) {
    return parameters.specs().stream().anyMatch(spec -> spec.name().equals(name));
  }

  /** Values of the indicator's own parameters, as in a document. */
  Map<String, Object> values(IndicatorType type) {
    return ParameterMaps.toMap(type.parameters(), parameters);
  }

  IndicatorRequest request(IndicatorType type) {
    Map<String, Object> changed = new LinkedHashMap<>(values(type));
    for (ParameterSpec spec : type.parameters()) {
      if (Objects.equals(changed.get(spec.name()), spec.defaultValue())) {
        changed.remove(spec.name());
      }
    }
    PriceSource source = isOfTrades() ? PriceSource.TRADE : PriceSource.MID;
    return new IndicatorRequest(type.type(), changed, instrument(), intervalNanos(), source);
  }
}
