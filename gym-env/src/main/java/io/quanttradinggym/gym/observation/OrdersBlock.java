package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.OwnOrdersView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import java.util.Set;

/** The trader's own live orders, one by one. */
@AutoService(ObservationBlockType.class)
public final class OrdersBlock implements ObservationBlockType {
  private static final int WIDTH = 5;

  @Override
  public String type() {
    return "orders";
  }

  @Override
  public String description() {
    return "The trader's own live limit orders, for each side: their number and, for the best-priced "
        + "ones (the older first at one price), the quantity, the distance from the mid "
        + "(negative: beyond the mid), the displayed quantity ahead in the queue, the age, and "
        + "whether the order rests in the book (0 = still under way). All are 0 where there is "
        + "no order.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.integer("orders", "", 2L, 1, 50, "Number of orders on each side."),
        Fields.priceScaleParameter(10),
        Fields.quantityScaleParameter(10),
        ParameterSpec.number(
            "ahead_scale", "lots", 100.0, 1e-6, 1e12, "Divisor of the quantity ahead."),
        ParameterSpec.number("age_scale", "seconds", 10.0, 1e-6, 1e6, "Divisor of the age."),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    int orders = parameters.getInt("orders");
    double clip = parameters.getDouble("clip");
    Fields fields = new Fields(instrument);
    for (String side : List.of("bid", "ask")) {
      fields.positive("own_" + side + "_orders", "orders", 1, clip);
      for (int i = 1; i <= orders; i++) {
        String name = "own_" + side + "_" + i + "_";
        fields
            .positive(name + "quantity", "lots", parameters.getDouble("quantity_scale"), clip)
            .signed(name + "distance", "ticks", parameters.getDouble("price_scale"), clip)
            .positive(name + "ahead", "lots", parameters.getDouble("ahead_scale"), clip)
            .positive(name + "age", "seconds", parameters.getDouble("age_scale"), clip)
            .fraction(name + "resting");
      }
    }
    return new Block(instrument, orders, fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private final int instrument;
    private final int count;
    private final List<ObservationField> fields;
    private final int[] best; // indices of the orders of a side, best first

    Block(int instrument, int count, List<ObservationField> fields) {
      this.instrument = instrument;
      this.count = count;
      this.fields = fields;
      best = new int[count];
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      writeSide(views, Side.BUY, raw, offset);
      writeSide(views, Side.SELL, raw, offset + 1 + WIDTH * count);
    }

    private void writeSide(Views views, Side side, double[] raw, int offset) {
      OwnOrdersView orders = views.orders();
      int live = sort(orders, side);
      raw[offset] = live;
      double mid = views.prices().midTicks(instrument);
      for (int i = 0; i < count; i++) {
        int at = offset + 1 + WIDTH * i;
        boolean isThere = i < live;
        int order = isThere ? best[i] : 0;
        long ahead = isThere ? orders.quantityAheadLots(order) : 0;
        long now = views.task().timeNanos();
        raw[at] = isThere ? orders.remainingLots(order) : 0;
        raw[at + 1] = isThere ? (mid - orders.priceTicks(order)) * side.sign() : 0;
        raw[at + 2] = Math.max(0, ahead);
        raw[at + 3] = isThere ? Units.seconds(now - orders.sentNanos(order)) : 0;
        raw[at + 4] = isThere && ahead >= 0 ? 1 : 0;
      }
    }

    /** Inserts each limit order among the best ones; returns the number of limit orders. */
    private int sort(OwnOrdersView orders, Side side) {
      int live = 0;
      for (int i = 0; i < orders.size(); i++) {
        if (orders.instrument(i) == instrument
            && orders.side(i) == side
            && orders.priceTicks(i) != OrderBook.NO_PRICE) {
          insert(orders, side, i, Math.min(live, count));
          live++;
        }
      }
      return live;
    }

    private void insert(OwnOrdersView orders, Side side, int order, int size) {
      int place = size;
      while (place > 0
          && (orders.priceTicks(order) - orders.priceTicks(best[place - 1])) * side.sign() > 0) {
        if (place < count) {
          best[place] = best[place - 1];
        }
        place--;
      }
      if (place < count) {
        best[place] = order;
      }
    }
  }
}
