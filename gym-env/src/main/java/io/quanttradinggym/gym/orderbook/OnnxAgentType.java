package io.quanttradinggym.gym.orderbook;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderTerms;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trained policy that trades as an agent of the population. */
@AutoService(AgentType.class)
public final class OnnxAgentType implements AgentType {
  @Override
  public String type() {
    return "onnx";
  }

  @Override
  public String description() {
    return "Acts by a trained policy with the observation blocks and the action scheme of its "
        + "training, which the metadata of its ONNX file define.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.text("policy", null, "Path of an ONNX file, or key of an uploaded one."),
        ParameterSpec.duration(
            "decision_interval", "1s", "1us", "24h", "Interval between decisions."),
        ParameterSpec.duration(
            "start", "30s", "0s", "24h", "Time from the open to the first decision."),
        ParameterSpec.duration(
            "duration", "0s", "0s", "24h", "Trading duration; 0s = until the close."),
        ParameterSpec.integer(
            "max_position", "lots", 100L, 1, 1_000_000_000L, "Largest absolute position."),
        ParameterSpec.integer(
            "parent_instrument", "", 0L, 0, 999, "Instrument index of the parent order."),
        ParameterSpec.choice(
            "parent_side", "buy", List.of("buy", "sell"), "Side of the parent order."),
        ParameterSpec.integer(
            "parent_quantity",
            "lots",
            0L,
            0,
            1_000_000_000L,
            "Quantity of the parent order; 0 = no parent order."));
  }

  @Override
  public void check(Parameters parameters, AgentSetup setup) {
    terms(parameters, setup);
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    PolicyResolver policies = setup.services().get(PolicyResolver.class);
    OnnxModel model = policies.resolve(parameters.getText("policy"));
    TraderTerms terms = terms(parameters, setup);
    ParentOrder parent = terms.parentOrder();
    if (parent != null && parent.instrument() >= setup.instruments().size()) {
      throw new InvalidInputException(
          "parent_instrument",
          parent.instrument(),
          "the index of an instrument, 0 to " + (setup.instruments().size() - 1));
    }
    PolicyAgentFactory seat = PolicyAgentFactory.of(model);
    return seat.newTrader(terms, setup.instruments().size(), seat.newPolicy());
  }

  private static TraderTerms terms(Parameters parameters, AgentSetup setup) {
    long interval = parameters.getNanos("decision_interval");
    long start = setup.openNanos() + parameters.getNanos("start");
    long left = setup.closeNanos() - start;
    long duration = parameters.getNanos("duration") == 0 ? left : parameters.getNanos("duration");
    if (duration < interval || duration > left) {
      throw new InvalidInputException(
          "duration",
          duration + "ns",
          "at least one decision_interval, at most the time until the close");
    }
    return new TraderTerms(
        start,
        interval,
        Math.toIntExact(duration / interval),
        setup.cashMicros(),
        Long.MIN_VALUE,
        parameters.getLong("max_position"),
        parent(parameters));
  }

  private static @Nullable ParentOrder parent(Parameters parameters) {
    long quantity = parameters.getLong("parent_quantity");
    Side side = parameters.getText("parent_side").equals("buy") ? Side.BUY : Side.SELL;
    return quantity == 0
        ? null
        : new ParentOrder(parameters.getInt("parent_instrument"), side, quantity);
  }
}
