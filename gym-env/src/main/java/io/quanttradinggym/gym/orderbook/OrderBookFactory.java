package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.gym.action.ActionScheme;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.ObservationSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.SeatSpec;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.reward.RewardFunction;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.gym.view.RefusalReasons;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.WarmupStates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creates order-book environments of one scenario. They share only stored warm-up states, which do
 * not affect episodes.
 */
public final class OrderBookFactory implements EnvironmentFactory {
  private final Scenario scenario;
  private final OrderBookMarket market;
  private final SimulationFactory simulations;
  private final EnvironmentSpec spec;
  private final EnvironmentOptions options;
  private final UsedPolicies policies;
  private final String identity;

  /**
   * @param scenario with an order-book market
   */
  public OrderBookFactory(Scenario scenario, EnvironmentOptions options) {
    this(scenario, options, specification(scenario, 1));
  }

  private OrderBookFactory(Scenario scenario, EnvironmentOptions options, EnvironmentSpec spec) {
    this.scenario = scenario;
    this.options = options;
    this.spec = spec;
    market = OrderBookMarket.of(scenario);
    policies = new UsedPolicies(options.policies());
    simulations = new SimulationFactory(scenario, policies);
    int seats = spec.seats().size();
    identity = scenario.name() + " " + scenario.hash() + (seats == 1 ? "" : " seats " + seats);
  }

  @Override
  public OrderBookFactory withPolicies(PolicyResolver others) {
    EnvironmentOptions changed =
        new EnvironmentOptions(others, options.maxEpisodeSteps(), options.warmups());
    return new OrderBookFactory(scenario, changed, spec);
  }

  /**
   * A factory of environments with this number of traders. Each trader has the terms of the
   * scenario's trader and its own seat.
   */
  public OrderBookFactory withSeats(int seats) {
    return new OrderBookFactory(scenario, options, specification(scenario, seats));
  }

  private static EnvironmentSpec specification(Scenario scenario, int seats) {
    OrderBookMarket market = OrderBookMarket.of(scenario);
    ObservationSpec observation = market.newObservationBuilder().spec();
    ActionSpec action = market.actionSpec();
    List<SeatSpec> specs = new ArrayList<>();
    for (int seat = 0; seat < seats; seat++) {
      specs.add(
          new SeatSpec(
              seats == 1 ? TraderSettings.NAME : TraderSettings.NAME + "-" + seat,
              observation,
              action,
              market.action().type(),
              action.canonicalJson(market.action().toMap()),
              market.trader().terms().intervalNanos(),
              market.trader().terms().steps(),
              market.tradedInstrument()));
    }
    return new EnvironmentSpec(
        scenario.name(),
        market.type(),
        specs,
        market.instruments().stream().map(t -> t.instrument().symbol()).toList(),
        RefusalReasons.NAMES,
        market.baselineTypes().configured().stream().map(baseline -> baseline.type()).toList());
  }

  @Override
  public Scenario scenario() {
    return scenario;
  }

  /** The market section of the scenario. */
  public OrderBookMarket market() {
    return market;
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public OrderBookEnvironment create() {
    List<Trader> traders = new ArrayList<>();
    List<RewardFunction> rewards = new ArrayList<>();
    for (int seat = 0; seat < spec.seats().size(); seat++) {
      traders.add(trader(null));
      rewards.add(new RewardFunction(market.reward()));
    }
    Simulator simulator = simulation(traders);
    String name = identity + policies.identity();
    return new OrderBookEnvironment(
        spec,
        simulator,
        traders,
        rewards,
        options.maxEpisodeSteps(),
        SnapshotIdentity.of(name),
        new SharedWarmups(options.warmups().of(name, WarmupStates.COUNT)));
  }

  /**
   * A trader on the scenario's terms; {@code policy} is null for a trader controlled from outside.
   */
  public Trader trader(@Nullable Policy<? super DecisionContext> policy) {
    ActionScheme action = market.action().plugin().create(market.action().parameters());
    return new Trader(
        market.trader().terms(),
        market.instruments().size(),
        market.newObservationBuilder(),
        action,
        policy);
  }

  /** The scenario's market with its population, and this trader as the last participant. */
  public Simulator simulation(Trader trader) {
    return simulation(List.of(trader));
  }

  private Simulator simulation(List<Trader> traders) {
    List<ExtraParticipant> extras = new ArrayList<>();
    for (Trader trader : traders) {
      extras.add(
          new ExtraParticipant(
              spec.seats().get(Math.min(extras.size(), spec.seats().size() - 1)).name(),
              market.trader().latency(),
              trader,
              trader.terms().cashMicros()));
    }
    return simulations.create(extras);
  }

  /** Warm-up states for the simulator. */
  private record SharedWarmups(WarmupCache.States states) implements WarmupStates {
    @Override
    public byte @Nullable [] get(int warmup) {
      return states.get(warmup);
    }

    @Override
    public void offer(int warmup, byte[] state) {
      states.offer(warmup, state);
    }
  }
}
