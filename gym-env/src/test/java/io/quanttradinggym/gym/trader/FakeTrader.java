package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.action.ActionScheme;
import io.quanttradinggym.gym.view.AccountView;
import io.quanttradinggym.gym.view.FeatureView;
import io.quanttradinggym.gym.view.OwnOrdersView;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.PriceView;
import io.quanttradinggym.gym.view.RefusalReasons;
import io.quanttradinggym.gym.view.TaskView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.OrderGateway;
import io.quanttradinggym.sim.market.MarketView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trader whose every figure the test sets, and that writes down the orders it is made to send.
 */
public final class FakeTrader
    implements DecisionContext, Views, PriceView, AccountView, TaskView, ParentOrderView {
  public final FakeMarket market = new FakeMarket();
  public final long[] positionLots = new long[2];
  public long pnlMicros;
  public long cashMicros = 1_000_000_000L;
  public long endNanos = 100_000_000_000L;
  public long maxPositionLots = 100;
  public int stepIndex;
  public long arrivalDoubleMidTicks = 200;
  public @Nullable ParentOrder parentOrder;
  public long executedLots;
  public long executedTickLots;
  public final long[] tradedLots = new long[2];
  public long doubleCapturedMicros;
  public final long[] refusals = new long[RefusalReasons.NAMES.size()];

  /** Value of the first output of the first indicator; the others differ from it. */
  public double feature;

  public FeatureView features = (request, output) -> feature + request + output / 8.0;

  public float[] observation = new float[0];
  public @Nullable ActionScheme scheme;
  public boolean @Nullable [] mask;
  private final RandomStream random = new RandomStream("fake trader");
  private final TrackedGateway gateway = new TrackedGateway();
  private Set<View> allowed = EnumSet.allOf(View.class);
  private final List<String> sent = new ArrayList<>();

  public FakeTrader() {
    gateway.connect(new Recorder(), new Books());
  }

  /** What was sent since the last call, one line per message. */
  public List<String> sent() {
    List<String> lines = List.copyOf(sent);
    sent.clear();
    return lines;
  }

  /** Remaining lots of an order; orders are numbered from 1; 0 = not live. */
  public void setRemaining(long orderId, long lots) {
    gateway.orders().update(orderId, lots);
  }

  @Override
  public void actionMask(boolean[] out) {
    Arrays.fill(out, true);
    if (mask != null) {
      System.arraycopy(mask, 0, out, 0, mask.length);
    }
  }

  /** Completes all pending cancels. */
  public void confirmCancels() {
    for (int i = gateway.orders().size() - 1; i >= 0; i--) {
      if (gateway.orders().isCancelling(i)) {
        gateway.orders().update(gateway.orders().orderId(i), 0);
      }
    }
  }

  /** Lots ahead of each order; −1 for an order that is not here. */
  public final Map<Long, Long> aheadLots = new HashMap<>();

  private final class Books implements OrderBooks {
    @Override
    public int instruments() {
      return market.instruments();
    }

    @Override
    public long timeNanos() {
      return market.timeNanos();
    }

    @Override
    public long quantityAheadLots(int instrument, long orderId) {
      return aheadLots.getOrDefault(orderId, -1L);
    }
  }

  private final class Recorder implements OrderGateway {
    private long orders;

    @Override
    public long submitLimit(
        int instrument, Side side, int priceTicks, long quantityLots, TimeInForce timeInForce) {
      sent.add("%s %d @ %d".formatted(side, quantityLots, priceTicks) + suffix(instrument));
      return ++orders;
    }

    @Override
    public long submitMarket(int instrument, Side side, long quantityLots) {
      sent.add("%s %d".formatted(side, quantityLots) + suffix(instrument));
      return ++orders;
    }

    @Override
    public long submit(int instrument, OrderTicket ticket) {
      throw new UnsupportedOperationException("no action scheme sends tickets");
    }

    @Override
    public void cancel(int instrument, long orderId) {
      sent.add("cancel " + orderId + suffix(instrument));
    }

    @Override
    public void reduce(int instrument, long orderId, long byLots) {
      sent.add("reduce " + orderId + " by " + byLots + suffix(instrument));
    }

    @Override
    public void replace(int instrument, long orderId, int newPriceTicks, long newRemainingLots) {
      throw new AssertionError("no scheme replaces");
    }

    private static String suffix(int instrument) {
      return instrument == 0 ? "" : " in " + instrument;
    }
  }

  /** From now on, reading any other view fails the test. */
  public void allow(Set<View> views) {
    allowed = views;
  }

  private void check(View view) {
    if (!allowed.contains(view)) {
      throw new AssertionError("reads the view that it does not declare: " + view.text());
    }
  }

  @Override
  public Views views() {
    return this;
  }

  @Override
  public PriceView prices() {
    check(View.PRICES);
    return this;
  }

  @Override
  public MarketView book() {
    check(View.BOOK);
    return market;
  }

  @Override
  public AccountView account() {
    check(View.ACCOUNT);
    return this;
  }

  @Override
  public OwnOrdersView orders() {
    check(View.ORDERS);
    return gateway.orders();
  }

  @Override
  public TaskView task() {
    check(View.TASK);
    return this;
  }

  @Override
  public ParentOrderView parentOrder() {
    check(View.PARENT_ORDER);
    order();
    return this;
  }

  @Override
  public float[] observation() {
    return observation;
  }

  @Override
  public void act(float[] action, int offset) {
    sent.add("act " + action[offset]);
    if (scheme != null) {
      scheme.apply(action, offset, this, gateway);
    }
  }

  @Override
  public float[] action() {
    return new float[0];
  }

  @Override
  public OrderGateway gateway() {
    return gateway;
  }

  @Override
  public RandomStream random() {
    return random;
  }

  @Override
  public int instruments() {
    return market.instruments();
  }

  @Override
  public long doubleMidTicks(int instrument) {
    return market.doubleMidTicks(instrument);
  }

  @Override
  public int lastTradeTicks(int instrument) {
    return market.lastTradeTicks(instrument);
  }

  @Override
  public long tickSizeMicros(int instrument) {
    return market.instrument(instrument).tickSizeMicros();
  }

  @Override
  public long timeNanos() {
    return market.timeNanos();
  }

  @Override
  public long positionLots(int instrument) {
    return positionLots[instrument];
  }

  @Override
  public long pnlMicros() {
    return pnlMicros;
  }

  @Override
  public long equityMicros() {
    return cashMicros + pnlMicros;
  }

  @Override
  public long feesMicros() {
    return 0;
  }

  @Override
  public long tradedLots(int instrument) {
    return tradedLots[instrument];
  }

  @Override
  public long refusals(int reason) {
    return refusals[reason];
  }

  @Override
  public long doubleCapturedMicros() {
    return doubleCapturedMicros;
  }

  @Override
  public FeatureView features() {
    check(View.FEATURES);
    return features;
  }

  @Override
  public long startNanos() {
    return 0;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public long decisionIntervalNanos() {
    return 1_000_000_000L;
  }

  @Override
  public int stepIndex() {
    return stepIndex;
  }

  @Override
  public long arrivalDoubleMidTicks() {
    return arrivalDoubleMidTicks;
  }

  private ParentOrder order() {
    if (parentOrder == null) {
      throw new InvalidInputException("trader.parent_order", "(missing)", "a parent order");
    }
    return parentOrder;
  }

  @Override
  public int instrument() {
    return order().instrument();
  }

  @Override
  public Side side() {
    return order().side();
  }

  @Override
  public long quantityLots() {
    return order().quantityLots();
  }

  @Override
  public long executedLots() {
    return executedLots;
  }

  @Override
  public long executedTickLots() {
    return executedTickLots;
  }

  @Override
  public long maxPositionLots() {
    return maxPositionLots;
  }
}
