package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Cost of trading. */
@AutoService(RewardTermType.class)
public final class TurnoverTerm implements RewardTermType {
  @Override
  public String type() {
    return "turnover";
  }

  @Override
  public String description() {
    return "Minus the lots that the trader bought and sold in the step, valued at the mid price after "
        + "it, in currency, summed over all instruments and divided by scale; never positive.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("scale", "currency", 1.0, 1e-9, 1e12, "Divisor of the value."));
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term(parameters.getDouble("scale"));
  }

  private static final class Term implements RewardTerm {
    private final double scale;
    private long[] tradedLots = {}; // by instrument

    Term(double scale) {
      this.scale = scale;
    }

    @Override
    public void reset(Views views) {
      if (tradedLots.length != views.account().instruments()) {
        tradedLots = new long[views.account().instruments()];
      }
      for (int i = 0; i < tradedLots.length; i++) {
        tradedLots[i] = views.account().tradedLots(i);
      }
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      if (tradedLots.length != views.account().instruments()) {
        reset(views); // only after the restore of a forged state
      }
      double micros = 0;
      for (int i = 0; i < tradedLots.length; i++) {
        long traded = views.account().tradedLots(i);
        long lots = traded - tradedLots[i];
        tradedLots[i] = traded;
        micros += lots * views.prices().midTicks(i) * views.prices().tickSizeMicros(i);
      }
      return -Units.CURRENCY_PER_MICRO * micros / scale;
    }

    @Override
    public void save(StateWriter out) {
      out.writeInt(tradedLots.length);
      out.writeLongs(tradedLots, 0, tradedLots.length);
    }

    @Override
    public void load(StateReader in) {
      int length = in.readCount(Long.BYTES);
      if (length != tradedLots.length) {
        tradedLots = new long[length];
      }
      in.readLongs(tradedLots, 0, length, 0, Long.MAX_VALUE);
    }
  }
}
