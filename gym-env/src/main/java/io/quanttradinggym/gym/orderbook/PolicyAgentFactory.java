package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.action.ActionScheme;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.observation.ObservedBlock;
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
 * Creates traders for a trained policy in any simulation. They use the observation and actions of
 * the policy's training, independent of the scenario's own trader.
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
   * Rebuilds the observation and action scheme from the model's metadata.
   *
   * @throws PolicyException if the metadata is not valid
   * @throws PolicyMismatchException if this build's observation differs from the model's
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
   * @param instruments number of instruments of the simulation
   * @param policy the seat's policy or a wrapper of it
   * @throws PolicyException if the trader does not supply a view that the policy needs
   */
  public Trader newTrader(
      TraderTerms terms, int instruments, Policy<? super DecisionContext> policy) {
    for (ObservedBlock block : plugins.blocks()) {
      checkViews(block.choice().type(), block.choice().plugin(), terms);
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
