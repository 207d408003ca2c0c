package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.action.ActionSpec;
import io.quanttradinggym.gym.policy.OnnxPolicy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Policy;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Passes decisions on to another decider, and records what it saw and did. */
final class RecordingPolicy implements Policy {
  private final Policy inner;
  private final Columns columns;
  private final Tap tap;
  private final float noAction;

  RecordingPolicy(Policy inner, ActionSpec spec, Columns columns) {
    this.inner = inner;
    this.columns = columns;
    tap = new Tap(spec.size());
    noAction = spec.kind() == ActionSpec.Kind.BOX ? Float.NaN : -1;
  }

  @Override
  public void reset(Views views) {
    columns.clear();
    inner.reset(views);
  }

  @Override
  public void decide(DecisionContext decision) {
    columns.endStep(decision.views());
    columns.observations.add(decision.observation(), 0, decision.observation().length);
    tap.decision = decision;
    Arrays.fill(tap.action, noAction);
    inner.decide(tap);
    columns.actions.add(tap.action, 0, tap.action.length);
    if (inner instanceof OnnxPolicy policy) {
      columns.outputs.add(policy.rawOutput(), 0, policy.rawOutput().length);
    }
  }

  @Override
  public void save(StateWriter out) {
    inner.save(out);
  }

  @Override
  public void load(StateReader in) {
    inner.load(in);
  }

  @Override
  public void close() {
    inner.close();
  }

  /** The decision as the inner decider sees it. */
  private static final class Tap implements DecisionContext {
    private final float[] action;
    private @Nullable DecisionContext decision;

    Tap(int actionSize) {
      action = new float[actionSize];
    }

    private DecisionContext decision() {
      if (decision == null) {
        throw new IllegalStateException("no decision is due");
      }
      return decision;
    }

    @Override
    public Views views() {
      return decision().views();
    }

    @Override
    public float[] observation() {
      return decision().observation();
    }

    @Override
    public void act(float[] source, int offset) {
      System.arraycopy(source, offset, action, 0, action.length);
      decision().act(source, offset);
    }

    @Override
    public OrderGateway gateway() {
      return decision().gateway();
    }

    @Override
    public RandomStream random() {
      return decision().random();
    }
  }
}
