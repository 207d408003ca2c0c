package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.action.Orders;
import io.quanttradinggym.gym.action.QuotePrices;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.view.TaskView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;
import java.util.Set;

/** The market maker of Avellaneda and Stoikov. */
@AutoService(BaselineType.class)
public final class AvellanedaStoikovBaseline implements BaselineType {

  @Override
  public String type() {
    return "avellaneda-stoikov";
  }

  @Override
  public String description() {
    return "Quotes by Avellaneda and Stoikov, High-frequency trading in a limit order book (2008): "
        + "reservation price r = mid − q·γ·σ²·(T − t), spread γ·σ²·(T − t) + (2/γ)·ln(1 + γ/k), "
        + "where q is the position in units of the quote quantity and σ² is a running estimate "
        + "from changes of the mid. Quotes never cross the touch.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.BOOK, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("risk_aversion", "per tick", 0.0005, 1e-9, 100, "Risk aversion γ."),
        ParameterSpec.number(
            "fill_decay",
            "per tick",
            0.3,
            1e-6,
            1e3,
            "Decay rate k of the fill intensity with distance."),
        ParameterSpec.number(
            "volatility", "ticks per square-root second", 1.5, 1e-6, 1e6, "Initial estimate of σ."),
        ParameterSpec.number(
            "volatility_weight",
            "",
            0.02,
            0,
            1,
            "Weight of the newest squared change in the estimate of σ²."),
        BaselineSetup.instrumentParameter(),
        BaselineSetup.quantityParameter());
  }

  @Override
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    return BaselineChoice.of(() -> new Quoter(parameters, setup.quantityLots(parameters)));
  }

  private static final class Quoter implements Policy<DecisionContext> {
    private final int instrument;
    private final double riskAversion;
    private final double depth; // (2/γ)·ln(1 + γ/k), in ticks
    private final double firstVariance; // ticks² per second
    private final double weight;
    private final long quantityLots;
    private double variance;
    private long lastDoubleMid;

    Quoter(Parameters parameters, long quantityLots) {
      this.quantityLots = quantityLots;
      instrument = parameters.getInt("instrument");
      riskAversion = parameters.getDouble("risk_aversion");
      double ratio = riskAversion / parameters.getDouble("fill_decay");
      depth = 2 / riskAversion * StrictMath.log1p(ratio);
      double volatility = parameters.getDouble("volatility");
      firstVariance = volatility * volatility;
      weight = parameters.getDouble("volatility_weight");
    }

    @Override
    public void reset(DecisionContext decision) {
      variance = firstVariance;
      lastDoubleMid = decision.views().prices().doubleMidTicks(instrument);
    }

    @Override
    public void decide(DecisionContext decision) {
      Views views = decision.views();
      TaskView task = views.task();
      long doubleMid = views.prices().doubleMidTicks(instrument);
      if (task.stepIndex() > 0) {
        double change = 0.5 * (doubleMid - lastDoubleMid);
        double seconds = Units.seconds(task.decisionIntervalNanos());
        variance += weight * (change * change / seconds - variance);
      }
      lastDoubleMid = doubleMid;
      double left = Units.seconds(task.endNanos() - task.timeNanos());
      double risk = riskAversion * variance * left; // ticks
      double inventory = (double) views.account().positionLots(instrument) / quantityLots;
      double skew = inventory * risk;
      double half = 0.5 * (risk + depth);
      quote(Side.BUY, half + skew, decision);
      quote(Side.SELL, half - skew, decision);
    }

    /** Quotes {@code distance} ticks from the mid, at most one tick inside the far touch. */
    private void quote(Side side, double distance, DecisionContext decision) {
      MarketView market = decision.views().book();
      int price = QuotePrices.outward(side, market.doubleMidTicks(instrument), distance);
      int far = market.bestTicks(instrument, side.opposite());
      if (far != OrderBook.NO_PRICE) {
        int limit = far - side.sign();
        price = side == Side.BUY ? Math.min(price, limit) : Math.max(price, limit);
      }
      Orders.quote(instrument, side, price, quantityLots, decision.views(), decision.gateway());
    }

    @Override
    public void save(StateWriter out) {
      out.writeDouble(variance);
      out.writeLong(lastDoubleMid);
    }

    @Override
    public void load(StateReader in) {
      variance = in.readDouble();
      lastDoubleMid = in.readLong();
    }
  }
}
