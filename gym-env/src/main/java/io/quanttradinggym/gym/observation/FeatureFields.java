package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.sim.feature.FeatureUnit;
import io.quanttradinggym.sim.feature.IndicatorType;
import java.util.List;

/** The fields of a feature block. */
record FeatureFields(IndicatorType type, FeatureKeys keys) {
  /**
   * One field for each output.
   *
   * @param outputs indices of the outputs
   * @param relative by output: whether the mid is subtracted
   */
  List<ObservationField> of(int[] outputs, boolean[] relative) {
    Fields fields = new Fields(keys.instrument());
    for (int i = 0; i < outputs.length; i++) {
      FeatureUnit unit = relative[i] ? FeatureUnit.PRICE_DIFFERENCE : type.unit(outputs[i]);
      double scale = keys.scale() == 0 ? unit.scale() : keys.scale();
      fields.between(
          name(outputs[i], relative[i]),
          unit.text(),
          scale,
          Math.max(-keys.clip(), unit.low() / scale),
          Math.min(keys.clip(), unit.high() / scale));
    }
    return fields.toList();
  }

  /**
   * Such as feature_macd_12_26_9_10s_signal: parameters and bars tell blocks of one indicator
   * apart.
   */
  private String name(int output, boolean isRelative) {
    StringBuilder name = new StringBuilder(FeatureBlock.FEATURE).append('_').append(type.type());
    keys.values(type).values().forEach(value -> name.append('_').append(text(value)));
    if (type.followsBars()) {
      name.append('_').append(Durations.format(keys.intervalNanos()));
    }
    if (keys.isOfTrades()) {
      name.append("_trade");
    }
    if (type.outputs().size() > 1) {
      name.append('_').append(type.outputs().get(output));
    }
    if (isRelative) {
      name.append("_relative");
    }
    return name.toString().replace('-', '_').replace('.', '_');
  }

  private static String text(Object value) {
    boolean isWhole = value instanceof Double number && number == Math.rint(number);
    return isWhole ? Long.toString(((Number) value).longValue()) : String.valueOf(value);
  }
}
