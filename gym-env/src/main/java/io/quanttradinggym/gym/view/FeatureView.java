package io.quanttradinggym.gym.view;

/** Indicators that the trader requested, computed by the same code as those of all agents. */
public interface FeatureView {
  /**
   * Current value of an indicator, of complete bars and past events only; {@link Double#NaN} until
   * it has enough data.
   *
   * @param request index of the request
   * @param output index among the outputs of the indicator's type
   */
  double value(int request, int output);
}
