package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.SeatContext;

/** Takes the deterministic actions of a trained model. NOT thread safe. */
public final class OnnxPolicy implements Policy<SeatContext> {
  private final OnnxModel model;
  private final ActionSpec spec;
  private final OnnxBatch batch;
  private final float[] action;
  private final float[] raw;
  private final float[] state;
  private final boolean[] mask;

  /**
   * @param model a model that matches the scenario, see {@link OnnxModel#checkFits}
   * @param spec the scenario's action space
   * @throws PolicyException if the size of the model's actions or masks differs from the scenario's
   */
  public OnnxPolicy(OnnxModel model, ActionSpec spec) {
    this.model = model;
    this.spec = spec;
    batch = new OnnxBatch(model, 1);
    if (batch.actionSize() != spec.size()) {
      int given = batch.actionSize();
      batch.close();
      throw new PolicyException(
          model.name(),
          "an action of %d components; the scenario has %d".formatted(given, spec.size()));
    }
    if (batch.maskSize() != 0 && batch.maskSize() != spec.choices()) {
      int given = batch.maskSize();
      batch.close();
      throw new PolicyException(
          model.name(),
          "an action_mask of %d choices; the scenario has %d".formatted(given, spec.choices()));
    }
    action = new float[spec.size()];
    mask = new boolean[batch.maskSize()];
    raw = new float[batch.rawSize()];
    state = new float[batch.stateSize()];
  }

  @Override
  public void reset(SeatContext seat) {
    batch.restart();
  }

  @Override
  public void decide(SeatContext seat) {
    if (mask.length > 0) {
      seat.actionMask(mask);
      batch.setMask(0, mask);
    }
    batch.run(seat.observation(), 0);
    for (int i = 0; i < action.length; i++) {
      action[i] = batch.action(0, i);
    }
    try {
      spec.check(action, 0, "action");
    } catch (InvalidInputException e) {
      throw new PolicyException(
          model.name(), "returns an action outside the space: " + e.getMessage());
    }
    checkMasked();
    batch.copyRaw(0, raw, 0);
    seat.act(action, 0);
  }

  /** A policy that takes masks chooses no masked action. */
  private void checkMasked() {
    int first = 0;
    for (int i = 0; i < action.length && mask.length > 0; i++) {
      if (!mask[first + (int) action[i]]) {
        throw new PolicyException(
            model.name(), "returns the masked action %d".formatted((int) action[i]));
      }
      first += spec.counts().get(i);
    }
  }

  @Override
  public float[] output() {
    return raw;
  }

  @Override
  public void save(StateWriter out) {
    batch.copyState(state);
    out.writeFloats(state, 0, state.length);
  }

  @Override
  public void load(StateReader in) {
    in.readFloats(state, 0, state.length);
    batch.setState(state);
  }

  @Override
  public void close() {
    batch.close();
  }
}
