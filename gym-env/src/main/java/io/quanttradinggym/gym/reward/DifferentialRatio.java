package io.quanttradinggym.gym.reward;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.view.Views;
import java.util.List;

/**
 * The influence of the last step on a ratio of mean and deviation, with exponential averages of the
 * change of the P&amp;L and of a square of it.
 */
abstract class DifferentialRatio implements RewardTerm {
  private static final String RATE = "rate";
  private static final String CLIP = "clip";

  private final double rate;
  private final double clip;
  private final PnlChange pnl = new PnlChange();
  private double mean;
  private double squares;

  DifferentialRatio(Parameters parameters) {
    rate = parameters.getDouble(RATE);
    clip = parameters.getDouble(CLIP);
  }

  static List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            RATE,
            "per decision",
            0.01,
            1e-6,
            0.5,
            "Adaptation rate η: weight of the newest change in the exponential averages."),
        ParameterSpec.number(
            CLIP, "", 10.0, 0.1, 1e6, "Bound of the value; larger values are clipped."));
  }

  /** The square of a change that is averaged. */
  abstract double square(double change);

  /**
   * The ratio before it is clipped; NaN counts as zero.
   *
   * @param mean of the changes before
   * @param squares mean of their squares
   */
  abstract double ratio(double change, double mean, double squares);

  @Override
  public final void reset(Views views) {
    pnl.reset(views);
    mean = 0;
    squares = 0;
  }

  @Override
  public final double evaluate(Views views, boolean terminal) {
    double change = pnl.next(views);
    double ratio = ratio(change, mean, squares);
    mean += rate * (change - mean);
    squares += rate * (square(change) - squares);
    return Double.isNaN(ratio) ? 0 : Math.min(Math.max(ratio, -clip), clip);
  }

  @Override
  public final void save(StateWriter out) {
    pnl.save(out);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  @Override
  public final void load(StateReader in) {
    pnl.load(in);
    mean = in.readFinite();
    squares = in.readDouble(0, Double.MAX_VALUE);
  }
}
