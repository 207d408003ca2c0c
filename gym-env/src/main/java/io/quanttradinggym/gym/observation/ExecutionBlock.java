package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.trader.NeedsParentOrder;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderView;
import java.util.List;

/** How the parent order stands. */
@AutoService(ObservationBlockType.class)
public final class ExecutionBlock implements ObservationBlockType, NeedsParentOrder {
  @Override
  public String type() {
    return "execution";
  }

  @Override
  public String description() {
    return "The parent order: fraction that remains, fraction that works in the book, executed fraction − elapsed"
        + " fraction of time, how far the mid has moved against the order since arrival, and how much worse than"
        + " the arrival price the average fill is (0 before the first).";
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
        new Fields(0)
            .fraction("parent_remaining")
            .fraction("parent_working")
            .signed("ahead_of_time", "", 1, 1)
            .signed("adverse_move", "ticks", scale, clip)
            .signed("slippage", "ticks", scale, clip)
            .toList());
  }

  private record Block(List<ObservationField> fields) implements ObservationBlock {
    @Override
    public void write(TraderView view, double[] raw, int offset) {
      ParentOrder parent = ParentOrder.of(view);
      double quantity = parent.quantityLots();
      int sign = parent.side().sign();
      double executed = view.executedLots();
      double arrival = 0.5 * view.arrivalDoubleMidTicks();
      raw[offset] = 1 - executed / quantity;
      raw[offset + 1] = view.orders().remainingLots(0, parent.side()) / quantity;
      raw[offset + 2] = executed / quantity - ClockBlock.elapsed(view);
      raw[offset + 3] = sign * (view.market().midTicks(0) - arrival);
      raw[offset + 4] = executed == 0 ? 0 : sign * (view.executedTickLots() / executed - arrival);
    }
  }
}
