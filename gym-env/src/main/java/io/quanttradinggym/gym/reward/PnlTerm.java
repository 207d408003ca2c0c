package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.trader.TraderView;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;

/** Money gained. */
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
    public void reset(TraderView view) {
      doublePnlMicros = doublePnlMicros(view);
    }

    @Override
    public double evaluate(TraderView view, boolean terminal) {
      long now = doublePnlMicros(view);
      long change = now - doublePnlMicros;
      doublePnlMicros = now;
      return 0.5 * Units.CURRENCY_PER_MICRO * change / scale;
    }

    /** Doubled, because mid prices are halves of ticks. */
    private long doublePnlMicros(TraderView view) {
      long doublePnl = 2 * view.pnlMicros();
      if (atLastTrade) {
        MarketView market = view.market();
        for (int i = 0; i < market.instruments(); i++) {
          long doubleGap = 2L * market.lastTradeTicks(i) - market.doubleMidTicks(i);
          doublePnl += doubleGap * view.positionLots(i) * market.instrument(i).tickSizeMicros();
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
