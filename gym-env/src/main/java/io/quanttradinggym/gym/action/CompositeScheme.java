package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.List;

/** Several schemes that act one after the other, with one action for all of them. */
final class CompositeScheme implements ActionScheme {
  private final ActionScheme[] schemes;
  private final CompositeSpace space;
  private final ActionSpec spec;
  private final float[] components; // of all schemes, decoded from one choice
  private final int[] sizes; // by scheme
  private final boolean[][] masks; // by scheme

  CompositeScheme(List<? extends ActionScheme> schemes, CompositeSpace space) {
    this.schemes = schemes.toArray(ActionScheme[]::new);
    this.space = space;
    spec = space.spec();
    components = new float[space.components()];
    sizes = schemes.stream().mapToInt(scheme -> scheme.spec().size()).toArray();
    masks = new boolean[this.schemes.length][];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = new boolean[this.schemes[i].spec().choices()];
    }
  }

  @Override
  public ActionSpec spec() {
    return spec;
  }

  @Override
  public void reset(Views views) {
    for (ActionScheme scheme : schemes) {
      scheme.reset(views);
    }
  }

  @Override
  public void mask(Views views, boolean[] out) {
    for (int i = 0; i < schemes.length; i++) {
      schemes[i].mask(views, masks[i]);
    }
    space.join(masks, out);
  }

  @Override
  public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
    if (!space.isProduct()) {
      return applyAll(action, offset, views, gateway);
    }
    space.decode((int) action[offset], components);
    return applyAll(components, 0, views, gateway);
  }

  private int applyAll(float[] action, int offset, Views views, OrderGateway gateway) {
    int interventions = 0;
    int at = offset;
    for (int i = 0; i < schemes.length; i++) {
      interventions += schemes[i].apply(action, at, views, gateway);
      at += sizes[i];
    }
    return interventions;
  }

  @Override
  public void save(StateWriter out) {
    for (ActionScheme scheme : schemes) {
      scheme.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    for (ActionScheme scheme : schemes) {
      scheme.load(in);
    }
  }
}
