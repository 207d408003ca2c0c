package io.quanttradinggym.gym.policy;

import io.quanttradinggym.gym.action.ActionScheme;
import io.quanttradinggym.gym.action.ActionSpec;
import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.trader.Decider;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.gym.trader.TraderTerms;
import java.util.function.UnaryOperator;

/** Makes traders that act by a trained model in any simulation. */
public final class PolicyTraders {
  private PolicyTraders() {}

  /**
   * A trader whose observation and actions are those that the model was trained with, whatever the
   * scenario that it trades in has for its own trader.
   *
   * @param instruments how many the simulation has
   * @param wrap puts something around the decider, for example to record it
   * @throws PolicyMismatchException if this build writes another observation than the model saw
   */
  public static Trader create(
      OnnxModel model, TraderTerms terms, int instruments, UnaryOperator<Decider> wrap) {
    PolicyPlugins plugins = PolicyPlugins.of(model);
    ObservationBuilder observation = new ObservationBuilder(plugins.blocks());
    ActionScheme scheme = plugins.scheme().plugin().create(plugins.scheme().parameters());
    ActionSpec spec = scheme.spec();
    model.checkFits(observation.spec(), plugins.scheme(), spec);
    Decider decider = wrap.apply(new OnnxPolicy(model, spec));
    return new Trader(terms, instruments, observation, scheme, decider);
  }
}
