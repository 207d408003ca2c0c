package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.Views;
import java.util.List;

/** The penalty −(|position| / scale)^power. */
record Inventory(double scaleLots, double power) {
  static List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("scale", "lots", 1.0, 1e-9, 1e12, "Divisor of the position."),
        ParameterSpec.number("power", "", 2.0, 0.1, 10, "Exponent: 1 = linear, 2 = quadratic."));
  }

  static Inventory of(Parameters parameters) {
    return new Inventory(parameters.getDouble("scale"), parameters.getDouble("power"));
  }

  double penalty(Views views) {
    double sum = 0;
    for (int i = 0; i < views.account().instruments(); i++) {
      double units = Math.abs(views.account().positionLots(i)) / scaleLots;
      sum -= power == 2 ? units * units : StrictMath.pow(units, power);
    }
    return sum;
  }
}
