package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.gym.trader.TraderView;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.parameter.ParameterSpec;
import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import java.util.List;

/** Money gained. */
@AutoService(RewardTermType.class)
public final class PnlTerm implements RewardTermType {
  private static final String MID = "mid";
  private static final String LAST_TRADE = "last-trade";
  private static final double MICROS = 1e-6;

  @Override
  public String type() {
    return "pnl";
  }

  @Override
  public String description() {
    return "The change of the profit (cash plus marked positions, after fees) over the step, in currency divided by"
        + " scale.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            "scale", "currency", 1.0, 1e-9, 1e12, "What the change is divided by."),
        ParameterSpec.choice(
            "mark", MID, List.of(MID, LAST_TRADE), "The price that values the position."));
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    boolean atLastTrade = parameters.getText("mark").equals(LAST_TRADE);
    return new Term(parameters.getDouble("scale"), atLastTrade);
  }

  private static final class Term implements RewardTerm {
    private final double scale;
    private final boolean atLastTrade;
    private long doubleProfitMicros;

    Term(double scale, boolean atLastTrade) {
      this.scale = scale;
      this.atLastTrade = atLastTrade;
    }

    @Override
    public void reset(TraderView view) {
      doubleProfitMicros = doubleProfitMicros(view);
    }

    @Override
    public double evaluate(TraderView view, boolean terminal) {
      long now = doubleProfitMicros(view);
      long change = now - doubleProfitMicros;
      doubleProfitMicros = now;
      return 0.5 * MICROS * change / scale;
    }

    /** Doubled, because mid prices are halves of ticks. */
    private long doubleProfitMicros(TraderView view) {
      long doubleProfit = 2 * view.profitMicros();
      if (atLastTrade) {
        MarketView market = view.market();
        for (int i = 0; i < market.instruments(); i++) {
          long doubleGap = 2L * market.lastTradeTicks(i) - market.doubleMidTicks(i);
          doubleProfit += doubleGap * view.positionLots(i) * market.instrument(i).tickSizeMicros();
        }
      }
      return doubleProfit;
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(doubleProfitMicros);
    }

    @Override
    public void load(StateReader in) {
      doubleProfitMicros = in.readLong();
    }
  }
}
