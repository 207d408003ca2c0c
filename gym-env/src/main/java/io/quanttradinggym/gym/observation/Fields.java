package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.gym.api.ObservationField;
import java.util.ArrayList;
import java.util.List;

/** Builds the fields of a block, and the parameters common to many blocks. */
final class Fields {
  private final List<ObservationField> fields = new ArrayList<>();
  private final String prefix;

  /** Fields of the task as a whole; they have no prefix. */
  Fields() {
    prefix = "";
  }

  /** Fields of one instrument. Fields of the first instrument have no prefix. */
  Fields(int instrument) {
    prefix = instrument == 0 ? "" : "instrument" + instrument + "_";
  }

  static ParameterSpec instrumentParameter() {
    return ParameterSpec.integer("instrument", "", 0L, 0, 999, "Index of the instrument.");
  }

  static ParameterSpec priceScaleParameter(double defaultTicks) {
    return ParameterSpec.number(
        "price_scale", "ticks", defaultTicks, 1e-6, 1e9, "Divisor of price differences.");
  }

  static ParameterSpec quantityScaleParameter(double defaultLots) {
    return ParameterSpec.number(
        "quantity_scale", "lots", defaultLots, 1e-6, 1e12, "Divisor of quantities.");
  }

  static ParameterSpec clipParameter() {
    return ParameterSpec.number(
        "clip", "", 5.0, 0.1, 1e6, "Bound of scaled values; larger values are clipped.");
  }

  /** A value within ±{@code bound} after scaling. */
  Fields signed(String name, String unit, double scale, double bound) {
    return add(name, unit, scale, -bound, bound);
  }

  /** A value from 0 to {@code bound} after scaling. */
  Fields positive(String name, String unit, double scale, double bound) {
    return add(name, unit, scale, 0, bound);
  }

  /** A ratio from 0 to 1. */
  Fields fraction(String name) {
    return add(name, "", 1, 0, 1);
  }

  /** A value within bounds after scaling. */
  Fields between(String name, String unit, double scale, double low, double high) {
    return add(name, unit, scale, low, high);
  }

  private Fields add(String name, String unit, double scale, double low, double high) {
    fields.add(new ObservationField(prefix + name, unit, scale, (float) low, (float) high));
    return this;
  }

  List<ObservationField> toList() {
    return List.copyOf(fields);
  }
}
