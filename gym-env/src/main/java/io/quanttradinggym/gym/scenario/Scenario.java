package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.action.ActionSpec;
import io.quanttradinggym.gym.config.CanonicalJson;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.reward.WeightedTerm;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Fees;
import java.util.List;
import java.util.Map;

/**
 * A market, a trader in it, and the trader's task. Immutable; made by {@link ScenarioLoader}.
 *
 * @param environment Gymnasium id; empty where there is none
 * @param effective the whole scenario as a document, every default filled in
 */
public record Scenario(
    String name,
    String title,
    String environment,
    String description,
    TradingDay session,
    List<TradedInstrument> instruments,
    Economy economy,
    Fees fees,
    AccountLimits limits,
    List<PopulationEntry> population,
    TraderSettings trader,
    List<Configured<ObservationBlockType>> observation,
    Configured<ActionSchemeType> action,
    List<WeightedTerm> reward,
    List<Configured<BaselineType>> baselines,
    Map<String, Object> effective) {
  public Scenario {
    instruments = List.copyOf(instruments);
    population = List.copyOf(population);
    observation = List.copyOf(observation);
    reward = List.copyOf(reward);
    baselines = List.copyOf(baselines);
    effective = java.util.Collections.unmodifiableMap(effective);
  }

  public ObservationBuilder newObservationBuilder() {
    return new ObservationBuilder(observation);
  }

  public ActionSpec actionSpec() {
    return action.plugin().create(action.parameters()).spec();
  }

  /** Length of the opening phase, which the episode's start ends at the latest; 0 = none. */
  public long warmupNanos() {
    return Math.min(session.warmupNanos(), trader.terms().startNanos() - session.openNanos());
  }

  public String effectiveYaml() {
    return Documents.toYaml(effective);
  }

  /** SHA-256 of the effective scenario: scenarios with equal hashes are equal. */
  public String hash() {
    return CanonicalJson.hash(CanonicalJson.write(effective));
  }

  public String effectiveJson() {
    return Documents.toJson(effective);
  }
}
