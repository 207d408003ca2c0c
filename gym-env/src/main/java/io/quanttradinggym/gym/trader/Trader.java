package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.view.AccountView;
import io.quanttradinggym.gym.view.FeatureView;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.PriceView;
import io.quanttradinggym.gym.view.TaskView;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.OrderGateway;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.Report;
import io.quanttradinggym.sim.market.Valuation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The participant that decides at fixed intervals from an observation. With a {@link Policy} it
 * decides inside the simulation, like any agent. Without one it pauses the simulation at each
 * decision, and an environment calls {@link #act} and {@link #proceed}. Both modes run the same
 * code, so that the same actions give the same orders at the same times.
 */
public final class Trader
    implements Agent, DecisionContext, Views, PriceView, AccountView, TaskView {
  private final TraderTerms terms;
  private final ObservationSource source;
  private final ActionTarget target;
  private final @Nullable Policy<? super DecisionContext> policy;
  private final TrackedGateway gateway = new TrackedGateway();
  private final float[] observation;
  private final float[] action; // of the last decision
  private final float noAction;
  private final long[] tradedLots; // by instrument
  private final FeatureView features = (request, output) -> own().indicator(request, output);
  private final @Nullable ParentOrderProgress parent;
  private @Nullable AgentContext context;
  private @Nullable FillLog fills; // null until a display asks for it

  private int step;
  private boolean waiting;
  private boolean finished;
  private boolean bankrupt;
  private long interventions;
  private long doubleCapturedMicros;

  /**
   * @param policy null for a trader controlled from outside
   */
  public Trader(
      TraderTerms terms,
      int instruments,
      ObservationSource source,
      ActionTarget target,
      @Nullable Policy<? super DecisionContext> policy) {
    this.terms = terms;
    this.source = source;
    this.target = target;
    this.policy = policy;
    observation = new float[source.size()];
    action = new float[target.spec().size()];
    noAction = target.spec().noAction();
    tradedLots = new long[instruments];
    ParentOrder order = terms.parentOrder();
    parent = order == null ? null : new ParentOrderProgress(order);
  }

  @Override
  public boolean wantsOrderEvents() {
    return true;
  }

  @Override
  public Set<Report> ignoredOrderEvents() {
    return EnumSet.of(Report.ACCEPTED);
  }

  @Override
  public List<IndicatorRequest> indicators() {
    return source.indicators();
  }

  @Override
  public boolean decidesOutside() {
    return policy == null;
  }

  @Override
  public void onAttach(AgentContext own) {
    context = own;
    gateway.connect(own.gateway(), new Books(own));
  }

  @Override
  public void onStart(AgentContext own) {
    gateway.clear();
    step = 0;
    waiting = false;
    finished = false;
    bankrupt = false;
    if (parent != null) {
      parent.clear();
    }
    interventions = 0;
    doubleCapturedMicros = 0;
    Arrays.fill(tradedLots, 0);
    clearFills();
    own.wakeAt(terms.startNanos());
  }

  @Override
  public void onWake(AgentContext own) {
    if (step == 0) {
      if (parent != null) {
        parent.arrive(doubleMidTicks(parent.instrument()));
      }
      source.reset(this);
      target.reset(this);
      if (policy != null) {
        policy.reset(this);
      }
    }
    bankrupt = equityMicros() <= terms.bankruptcyMicros();
    boolean complete = parent != null && parent.isComplete();
    finished = bankrupt || complete || step >= terms.steps();
    source.write(this, observation, 0);
    waiting = !finished;
    Arrays.fill(action, noAction);
    if (policy == null) {
      own.pause();
    } else if (!finished) {
      policy.decide(this);
      proceed();
    }
  }

  /** Its index in the simulation. */
  public int participant() {
    return own().participant();
  }

  /** Whether a decision is due. */
  public boolean isWaiting() {
    return waiting;
  }

  /** Whether the episode has ended by the rules of the task. */
  public boolean isFinished() {
    return finished;
  }

  /** Whether the episode has ended by bankruptcy. */
  public boolean isBankrupt() {
    return bankrupt;
  }

  public long interventions() {
    return interventions;
  }

  /** Digest of all orders and cancels sent in this episode. */
  public long ordersDigest() {
    return gateway.digest();
  }

  public TraderTerms terms() {
    return terms;
  }

  /** The newest fills; the first call starts their record. */
  public FillLog fills() {
    FillLog log = fills;
    if (log == null) {
      log = new FillLog();
      fills = log;
    }
    return log;
  }

  private void clearFills() {
    if (fills != null) {
      fills.clear();
    }
  }

  /** Ends the current decision; the next one is due after one interval. */
  public void proceed() {
    waiting = false;
    step++;
    own().wakeAt(terms.startNanos() + step * terms.intervalNanos());
  }

  @Override
  public void act(float[] source, int offset) {
    System.arraycopy(source, offset, action, 0, action.length);
    interventions += target.apply(source, offset, this, gateway);
  }

  @Override
  public float[] action() {
    return action;
  }

  @Override
  public void actionMask(boolean[] out) {
    target.mask(this, out);
  }

  @Override
  public Views views() {
    return this;
  }

  @Override
  public float[] observation() {
    return observation;
  }

  @Override
  public OrderGateway gateway() {
    return gateway;
  }

  @Override
  public RandomStream random() {
    return own().random();
  }

  private AgentContext own() {
    if (context == null) {
      throw new IllegalStateException("the trader is not part of a simulation");
    }
    return context;
  }

  @Override
  public void onFill(
      AgentContext own,
      int instrument,
      long orderId,
      Side side,
      int priceTicks,
      long quantityLots,
      long remainingLots) {
    gateway.orders().update(orderId, remainingLots);
    tradedLots[instrument] += quantityLots;
    if (fills != null) {
      fills.add(instrument, timeNanos(), side, priceTicks, quantityLots);
    }
    long doubleGain = own.market().doubleMidBeforeTicks(instrument) - 2L * priceTicks;
    doubleCapturedMicros += side.sign() * doubleGain * quantityLots * tickSizeMicros(instrument);
    if (parent != null) {
      parent.onFill(instrument, side, priceTicks, quantityLots);
    }
  }

  @Override
  public void onCancelled(
      AgentContext own, int instrument, long orderId, long remainingLots, CancelReason reason) {
    gateway.orders().update(orderId, 0);
  }

  @Override
  public void onRejected(AgentContext own, int instrument, long orderId, RejectReason reason) {
    gateway.orders().update(orderId, 0);
  }

  @Override
  public void onReduced(AgentContext own, int instrument, long orderId, long remainingLots) {
    gateway.orders().update(orderId, remainingLots);
  }

  @Override
  public void onReplaced(
      AgentContext own, int instrument, long orderId, int priceTicks, long remainingLots) {
    gateway.orders().replace(orderId, priceTicks, remainingLots);
  }

  @Override
  public PriceView prices() {
    return this;
  }

  @Override
  public MarketView book() {
    return own().market();
  }

  @Override
  public AccountView account() {
    return this;
  }

  @Override
  public TaskView task() {
    return this;
  }

  /**
   * @throws InvalidInputException if the task has no parent order
   */
  @Override
  public ParentOrderView parentOrder() {
    if (parent == null) {
      throw new InvalidInputException(
          "trader.parent_order", "(missing)", "a parent order; parts of this scenario need one");
    }
    return parent;
  }

  @Override
  public int instruments() {
    return tradedLots.length;
  }

  @Override
  public long doubleMidTicks(int instrument) {
    return own().market().doubleMidTicks(instrument);
  }

  @Override
  public int lastTradeTicks(int instrument) {
    return own().market().lastTradeTicks(instrument);
  }

  @Override
  public long tickSizeMicros(int instrument) {
    return own().market().instrument(instrument).tickSizeMicros();
  }

  @Override
  public long timeNanos() {
    return own().market().timeNanos();
  }

  @Override
  public long positionLots(int instrument) {
    return own().positionLots(instrument);
  }

  @Override
  public long pnlMicros() {
    long pnl = own().cashMicros() - terms.cashMicros();
    for (int i = 0; i < tradedLots.length; i++) {
      pnl += Valuation.positionMicros(own().market(), i, positionLots(i));
    }
    return pnl;
  }

  @Override
  public long equityMicros() {
    return terms.cashMicros() + pnlMicros();
  }

  @Override
  public long feesMicros() {
    return own().feesMicros();
  }

  @Override
  public long tradedLots(int instrument) {
    return tradedLots[instrument];
  }

  @Override
  public long doubleCapturedMicros() {
    return doubleCapturedMicros;
  }

  @Override
  public FeatureView features() {
    return features;
  }

  @Override
  public WorkingOrders orders() {
    return gateway.orders();
  }

  @Override
  public long startNanos() {
    return terms.startNanos();
  }

  @Override
  public long endNanos() {
    return terms.endNanos();
  }

  @Override
  public long decisionIntervalNanos() {
    return terms.intervalNanos();
  }

  @Override
  public int stepIndex() {
    return step;
  }

  @Override
  public long maxPositionLots() {
    return terms.maxPositionLots();
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(step);
    out.writeBoolean(waiting);
    out.writeBoolean(finished);
    out.writeBoolean(bankrupt);
    out.writeLong(interventions);
    out.writeLong(doubleCapturedMicros);
    out.writeLongs(tradedLots, 0, tradedLots.length);
    out.writeFloats(observation, 0, observation.length);
    out.writeFloats(action, 0, action.length);
    gateway.save(out);
    if (parent != null) {
      parent.save(out);
    }
    source.save(out);
    target.save(out);
    if (policy != null) {
      policy.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    clearFills();
    step = in.readInt(0, terms.steps());
    waiting = in.readBoolean();
    finished = in.readBoolean();
    bankrupt = in.readBoolean();
    interventions = in.readLong(0, Times.MAX_NANOS);
    doubleCapturedMicros = in.readLong();
    in.readLongs(tradedLots, 0, tradedLots.length, 0, Times.MAX_NANOS);
    in.readFloats(observation, 0, observation.length);
    in.readFloats(action, 0, action.length);
    gateway.load(in);
    if (parent != null) {
      parent.load(in);
    }
    source.load(in);
    target.load(in);
    if (policy != null) {
      policy.load(in);
    }
  }

  private record Books(AgentContext own) implements OrderBooks {
    @Override
    public int instruments() {
      return own.market().instruments();
    }

    @Override
    public long timeNanos() {
      return own.market().timeNanos();
    }

    @Override
    public long quantityAheadLots(int instrument, long orderId) {
      return own.quantityAheadLots(instrument, orderId);
    }
  }
}
