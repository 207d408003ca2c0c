package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two-sided quotes chosen from a grid. */
@AutoService(ActionSchemeType.class)
public final class QuoteOffsetsScheme implements ActionSchemeType {
  @Override
  public String type() {
    return "quote-offsets";
  }

  @Override
  public String description() {
    return "Discrete: quotes both sides at distances from the mid, one action for each pair from "
        + "the list of offsets (rounded to ticks away from the mid), followed by two optional "
        + "actions: no quotes, and no quotes plus a market order that flattens the position. "
        + "Orders already at the target price stay and keep their priority. The quantity of a side "
        + "that could breach max_position is reduced to the allowed quantity, which may be 0; this "
        + "counts as an intervention.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ActionParameters.instrument(),
        ParameterSpec.integers(
            "offsets",
            "ticks",
            List.of(1L, 2L, 4L, 8L),
            1,
            100_000,
            "Distances from the mid; the actions are all pairs (bid, ask)."),
        ActionParameters.quantity(10, "Quantity of each quote."),
        ParameterSpec.bool("no_quotes", true, "Whether to include an action without quotes."),
        ParameterSpec.bool(
            "flatten", true, "Whether to include an action that flattens the position."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters);
  }

  /** Limit that keeps the number of actions learnable. */
  private static final int MAX_OFFSETS = 32;

  private static final class Scheme implements ActionScheme {
    private final int instrument;
    private final long[] offsets;
    private final long quantityLots;
    private final int pairs;
    private final int flattenIndex; // after the last action if there is none
    private final ActionSpec spec;

    Scheme(Parameters parameters) {
      instrument = parameters.getInt("instrument");
      offsets = parameters.getLongs("offsets", MAX_OFFSETS, "distances");
      quantityLots = parameters.getLong("quantity");
      pairs = offsets.length * offsets.length;
      boolean noQuotes = parameters.getBoolean("no_quotes");
      boolean flatten = parameters.getBoolean("flatten");
      flattenIndex = noQuotes ? pairs + 1 : pairs;
      spec = ActionSpec.discrete(labels(offsets, noQuotes, flatten));
    }

    private static List<String> labels(long[] offsets, boolean noQuotes, boolean flatten) {
      List<String> labels = new ArrayList<>();
      for (long bid : offsets) {
        for (long ask : offsets) {
          labels.add("bid at mid - " + bid + ", ask at mid + " + ask);
        }
      }
      if (noQuotes) {
        labels.add("no quotes");
      }
      if (flatten) {
        labels.add("flatten the position");
      }
      return labels;
    }

    @Override
    public ActionSpec spec() {
      return spec;
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      int choice = (int) action[offset];
      if (choice >= pairs) {
        Orders.cancelAll(instrument, views, gateway);
        return choice == flattenIndex ? flatten(views, gateway) : 0;
      }
      return quote(Side.BUY, offsets[choice / offsets.length], views, gateway)
          + quote(Side.SELL, offsets[choice % offsets.length], views, gateway);
    }

    private int quote(Side side, long offsetTicks, Views views, OrderGateway gateway) {
      long doubleMid = views.prices().doubleMidTicks(instrument);
      int price = QuotePrices.outward(side, doubleMid, (double) offsetTicks);
      return Orders.quote(instrument, side, price, quantityLots, views, gateway);
    }

    private int flatten(Views views, OrderGateway gateway) {
      return Orders.moveTo(instrument, 0, views, gateway);
    }
  }
}
