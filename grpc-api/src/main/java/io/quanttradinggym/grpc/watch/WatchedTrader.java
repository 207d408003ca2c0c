package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.mapping.DisplayMapping;
import io.quanttradinggym.grpc.mapping.ProtoMapping;
import io.quanttradinggym.grpc.v1.TraderDescription;
import io.quanttradinggym.grpc.v1.TraderFrame;
import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.orderbook.TraderDisplay;
import io.quanttradinggym.gym.reward.RewardFunction;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.sim.kernel.Simulator;

/**
 * The trader of a watched market and its policy. Decisions, rewards and events are those of an
 * evaluation of the policy on the same seed. NOT thread safe.
 */
final class WatchedTrader implements AutoCloseable {
  private static final int FILLS = 200;

  private final String name;
  private final OrderBookFactory factory;
  private final EnvironmentSpec spec;
  private final OrderBookEnvironment environment;
  private final Trader trader;
  private final BoundPolicy<?> policy;
  private final RewardFunction reward;
  private boolean begun;
  private double lastReward;
  private double episodeReturn;
  private float[] observed = {};

  /**
   * @param entrant a policy that needs no tuning
   */
  WatchedTrader(OrderBookFactory factory, Entrant entrant) {
    name = entrant.name();
    this.factory = factory;
    spec = factory.spec();
    environment = factory.create();
    trader = environment.trader();
    trader.fills(); // starts their record
    policy = entrant.only(spec).policies().bind(environment, 0);
    reward = new RewardFunction(factory.market().reward());
  }

  /** The market in which it trades. */
  Simulator simulator() {
    return environment.simulator();
  }

  /** The name of its participant. */
  String participant() {
    return spec.seat().name();
  }

  /** The market waits for the trader: pays the last decision and takes the next. */
  void decide() {
    if (begun) {
      lastReward = reward.evaluate(trader, trader.isFinished());
      episodeReturn += lastReward;
    } else {
      begun = true;
      reward.reset(trader);
      policy.reset();
    }
    observed = trader.observation().clone();
    if (trader.isWaiting()) {
      policy.decide();
      trader.proceed();
    }
  }

  TraderDescription describe() {
    return TraderDescription.newBuilder()
        .setPolicy(name)
        .setSpec(ProtoMapping.spec(factory))
        .setStartNanos(trader.startNanos())
        .build();
  }

  /** Its state, with orders and fills in one instrument. */
  TraderFrame frame(int instrument) {
    TraderFrame.Builder frame =
        TraderFrame.newBuilder()
            .setDecisions(trader.stepIndex())
            .setFinished(trader.isFinished())
            .setReward(lastReward)
            .setEpisodeReturn(episodeReturn)
            .setEquity(Units.currency(trader.equityMicros()))
            .setPnl(Units.currency(trader.pnlMicros()))
            .setFees(Units.currency(trader.feesMicros()))
            .setInterventions(trader.interventions())
            .setPositionLots(trader.positionLots(instrument));
    TraderDisplay.orders(trader, instrument)
        .forEach(order -> frame.addOrders(DisplayMapping.toOrder(order)));
    trader.fills().latest(instrument).reversed().stream()
        .limit(FILLS)
        .forEach(fill -> frame.addFills(DisplayMapping.toFill(fill)));
    for (float value : observed) {
      frame.addObservation(value);
    }
    addAction(frame);
    return frame.build();
  }

  private void addAction(TraderFrame.Builder frame) {
    float none = spec.seat().action().noAction();
    for (float part : trader.action()) {
      if (trader.stepIndex() > 0 && Float.compare(part, none) != 0) {
        frame.addAction(part);
      }
    }
  }

  @Override
  public void close() {
    policy.close();
  }
}
