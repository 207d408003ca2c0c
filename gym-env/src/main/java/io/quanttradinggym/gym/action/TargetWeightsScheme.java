package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.PriceView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The weights of a portfolio. */
@AutoService(ActionSchemeType.class)
public final class TargetWeightsScheme implements ActionSchemeType {
  private static final String LONG = "long";
  private static final String LONG_SHORT = "long-short";

  @Override
  public String type() {
    return "target-weights";
  }

  @Override
  public String description() {
    return "Box(instruments): the value of each position as a fraction of equity. Components from -1 "
        + "to 1 give weights from -max_weight to max_weight (long-short), or from 0 to max_weight "
        + "(long). If the sum of absolute weights exceeds max_leverage, all weights are scaled "
        + "down. Positions are valued at the mid and rounded to lots towards 0. A market order "
        + "trades the difference if it has at least min_trade lots. Scaling down and cuts by "
        + "max_position count as interventions.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ActionParameters.instruments(),
        ParameterSpec.choice(
            "positions", LONG_SHORT, List.of(LONG_SHORT, LONG), "Signs of the positions."),
        ParameterSpec.number(
            "max_weight", "fraction of equity", 1.0, 0, 1000, "Largest absolute weight."),
        ParameterSpec.number(
            "max_leverage", "fraction of equity", 1.0, 0, 1000, "Largest sum of absolute weights."),
        ActionParameters.minTrade());
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters);
  }

  private static final class Scheme implements ActionScheme {
    private final int[] instruments;
    private final boolean shorts;
    private final double maxWeight;
    private final double maxLeverage;
    private final long minTradeLots;
    private final ActionSpec spec;

    Scheme(Parameters parameters) {
      instruments = ActionParameters.checkedInstruments(parameters);
      shorts = parameters.getText("positions").equals(LONG_SHORT);
      maxWeight = parameters.getDouble("max_weight");
      maxLeverage = parameters.getDouble("max_leverage");
      minTradeLots = parameters.getLong(ActionParameters.MIN_TRADE);
      spec =
          ActionSpec.box(
              Arrays.stream(instruments).mapToObj(i -> "instrument " + i + ": weight").toList());
    }

    @Override
    public ActionSpec spec() {
      return spec;
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      double gross = 0;
      for (int i = 0; i < instruments.length; i++) {
        gross += Math.abs(weight(action[offset + i]));
      }
      double scale = gross > maxLeverage ? maxLeverage / gross : 1;
      int interventions = gross > maxLeverage ? 1 : 0;
      double equity = scale * Math.max(0, views.account().equityMicros());
      for (int i = 0; i < instruments.length; i++) {
        double value = weight(action[offset + i]) * equity;
        interventions += moveTo(instruments[i], value, views, gateway);
      }
      return interventions;
    }

    private double weight(float component) {
      return maxWeight * (shorts ? component : 0.5 * (component + 1.0));
    }

    private int moveTo(int instrument, double valueMicros, Views views, OrderGateway gateway) {
      PriceView prices = views.prices();
      double lotMicros = prices.midTicks(instrument) * prices.tickSizeMicros(instrument);
      long max = views.task().maxPositionLots();
      long wanted = (long) (valueMicros / lotMicros);
      long target = Math.clamp(wanted, -max, max);
      int cut = Orders.moveTo(instrument, target, minTradeLots, views, gateway);
      return target == wanted ? cut : 1;
    }
  }
}
