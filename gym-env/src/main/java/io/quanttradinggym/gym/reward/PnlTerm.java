package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.view.PriceView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Change of the P&amp;L. */
@AutoService(RewardTermType.class)
public final class PnlTerm implements RewardTermType {
  private static final String MID = "mid";
  private static final String LAST_TRADE = "last-trade";

  @Override
  public String type() {
    return "pnl";
  }

  @Override
  public String description() {
    return "Change of the P&L (cash plus marked positions, after fees) over the step, in currency, "
        + "divided by scale.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("scale", "currency", 1.0, 1e-9, 1e12, "Divisor of the change."),
        ParameterSpec.choice(
            "mark", MID, List.of(MID, LAST_TRADE), "Price at which positions are valued."));
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    boolean atLastTrade = parameters.getText("mark").equals(LAST_TRADE);
    return new Term(parameters.getDouble("scale"), atLastTrade);
  }

  private static final class Term implements RewardTerm {
    private final double scale;
    private final boolean atLastTrade;
    private long doublePnlMicros;

    Term(double scale, boolean atLastTrade) {
      this.scale = scale;
      this.atLastTrade = atLastTrade;
    }

    @Override
    public void reset(Views views) {
      doublePnlMicros = doublePnlMicros(views);
    }

    @Override
    public double evaluate(Views views, boolean terminal) {
      long now = doublePnlMicros(views);
      long change = now - doublePnlMicros;
      doublePnlMicros = now;
      return 0.5 * Units.CURRENCY_PER_MICRO * change / scale;
    }

    /** Doubled, because mid prices are halves of ticks. */
    private long doublePnlMicros(Views views) {
      long doublePnl = 2 * views.account().pnlMicros();
      if (atLastTrade) {
        PriceView prices = views.prices();
        for (int i = 0; i < prices.instruments(); i++) {
          long doubleGap = 2L * prices.lastTradeTicks(i) - prices.doubleMidTicks(i);
          doublePnl += doubleGap * views.account().positionLots(i) * prices.tickSizeMicros(i);
        }
      }
      return doublePnl;
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(doublePnlMicros);
    }

    @Override
    public void load(StateReader in) {
      doublePnlMicros = in.readLong();
    }
  }
}
