package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Progress of the parent order. */
@AutoService(ObservationBlockType.class)
public final class ExecutionBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "execution";
  }

  @Override
  public String description() {
    return "Parent order: remaining fraction, fraction working in the book, executed fraction − "
        + "elapsed fraction of time, adverse move of the mid since arrival, and cost of the "
        + "average fill relative to the arrival price (0 before the first fill).";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ORDERS, View.TASK, View.PARENT_ORDER);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Fields.priceScaleParameter(20), Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    double scale = parameters.getDouble("price_scale");
    double clip = parameters.getDouble("clip");
    return new Block(
        new Fields()
            .fraction("parent_remaining")
            .fraction("parent_working")
            .signed("ahead_of_time", "", 1, 1)
            .signed("adverse_move", "ticks", scale, clip)
            .signed("slippage", "ticks", scale, clip)
            .toList());
  }

  private record Block(List<ObservationField> fields) implements ObservationBlock {
    @Override
    public void write(Views views, double[] raw, int offset) {
      ParentOrderView parent = views.parentOrder();
      double quantity = parent.quantityLots();
      int sign = parent.side().sign();
      double executed = parent.executedLots();
      double arrival = 0.5 * parent.arrivalDoubleMidTicks();
      raw[offset] = 1 - executed / quantity;
      raw[offset + 1] = views.orders().remainingLots(parent.instrument(), parent.side()) / quantity;
      raw[offset + 2] = executed / quantity - views.task().elapsedFraction();
      raw[offset + 3] = sign * (views.prices().midTicks(parent.instrument()) - arrival);
      raw[offset + 4] = executed == 0 ? 0 : sign * (parent.executedTickLots() / executed - arrival);
    }
  }
}
