package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.action.ActionScheme;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.OnnxPolicy;
import io.quanttradinggym.gym.policy.PolicyException;
import io.quanttradinggym.gym.policy.PolicyMismatchException;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.gym.trader.TraderTerms;
import io.quanttradinggym.gym.view.NeedsViews;
import io.quanttradinggym.gym.view.View;

/**
 * What a trained policy needs to trade in any simulation: the observation and the actions that it
 * was trained with, whatever the scenario has for its own trader.
 */
public final class PolicyAgentFactory {
  private final OnnxModel model;
  private final PolicyPlugins plugins;
  private final ActionSpec actionSpec;

  private PolicyAgentFactory(OnnxModel model, PolicyPlugins plugins) {
    this.model = model;
    this.plugins = plugins;
    actionSpec = newScheme().spec();
  }

  /**
   * Rebuilds what the model's metadata names.
   *
   * @throws PolicyException if the metadata is not valid
   * @throws PolicyMismatchException if this build writes another observation than the model saw
   */
  public static PolicyAgentFactory of(OnnxModel model) {
    PolicyAgentFactory seat = new PolicyAgentFactory(model, PolicyPlugins.of(model));
    model.checkFits(
        seat.newObservation().spec(), seat.actionSpec.canonicalJson(seat.plugins.scheme().toMap()));
    return seat;
  }

  private ActionScheme newScheme() {
    return plugins.scheme().plugin().create(plugins.scheme().parameters());
  }

  private ObservationBuilder newObservation() {
    return new ObservationBuilder(plugins.blocks());
  }

  public OnnxPolicy newPolicy() {
    return new OnnxPolicy(model, actionSpec);
  }

  /**
   * A trader that decides inside the simulation.
   *
   * @param instruments how many the simulation has
   * @param policy the seat's policy, or something around it
   * @throws PolicyException if the policy needs a view that such a trader lacks
   */
  public Trader newTrader(
      TraderTerms terms, int instruments, Policy<? super DecisionContext> policy) {
    for (Configured<ObservationBlockType> block : plugins.blocks()) {
      checkViews(block.type(), block.plugin(), terms);
    }
    checkViews(plugins.scheme().type(), plugins.scheme().plugin(), terms);
    return new Trader(terms, instruments, newObservation(), newScheme(), policy);
  }

  private void checkViews(String type, NeedsViews plugin, TraderTerms terms) {
    View missing = plugin.firstMissing(terms.views());
    if (missing != null) {
      throw new PolicyException(
          model.name(),
          "%s needs the view %s, which its trader lacks".formatted(type, missing.text()));
    }
  }
}
