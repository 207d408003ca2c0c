package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Baseline;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.observation.ObservedBlock;
import io.quanttradinggym.gym.reward.WeightedTerm;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Market;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Fees;
import java.util.List;

/**
 * A market with order books and a population, its trader, and the trader's task. Immutable.
 *
 * @param baselineTypes available baseline types
 */
public record OrderBookMarket(
    TradingDay session,
    List<TradedInstrument> instruments,
    Economy economy,
    Fees fees,
    AccountLimits limits,
    List<PopulationEntry> population,
    TraderSettings trader,
    List<ObservedBlock> observation,
    Configured<ActionSchemeType> action,
    List<WeightedTerm> reward,
    BookBaselines baselineTypes)
    implements Market {
  /** Type name in YAML. */
  public static final String TYPE = "order-book";

  public OrderBookMarket {
    instruments = List.copyOf(instruments);
    population = List.copyOf(population);
    observation = List.copyOf(observation);
    reward = List.copyOf(reward);
  }

  /**
   * The market of a scenario; it must have this type.
   *
   * @throws InvalidInputException if it has another type
   */
  public static OrderBookMarket of(Scenario scenario) {
    if (scenario.market() instanceof OrderBookMarket market) {
      return market;
    }
    throw new InvalidInputException("market", scenario.market().type(), TYPE);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public OrderBookFactory environments(Scenario scenario, EnvironmentOptions options) {
    return new OrderBookFactory(scenario, options);
  }

  @Override
  public List<Baseline> baselines() {
    return baselineTypes.all(this);
  }

  @Override
  public Baseline baseline(String name) {
    return baselineTypes.find(name, this);
  }

  public ObservationBuilder newObservationBuilder() {
    return new ObservationBuilder(observation);
  }

  public ActionSpec actionSpec() {
    return action.plugin().create(action.parameters()).spec();
  }

  /** The instrument of the parent order, or else the first instrument of the action scheme. */
  public int tradedInstrument() {
    ParentOrder parent = trader.terms().parentOrder();
    if (parent != null) {
      return parent.instrument();
    }
    List<Integer> traded = action.plugin().instruments(action.parameters());
    return traded.isEmpty() ? 0 : traded.getFirst();
  }

  /** Duration of the warm-up, which ends at the start of the episode at the latest; 0 = none. */
  public long warmupNanos() {
    return Math.min(session.warmupNanos(), trader.terms().startNanos() - session.openNanos());
  }
}
