package io.quanttradinggym.grpc;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Baseline;
import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.EpisodicEnvironment;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.api.ObservationSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.SeatContext;
import io.quanttradinggym.gym.api.SeatSpec;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentFactory;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Market;
import io.quanttradinggym.gym.scenario.MarketDocument;
import io.quanttradinggym.gym.scenario.MarketType;
import io.quanttradinggym.gym.scenario.Scenario;
import java.util.List;
import java.util.Map;

/**
 * A market without a book, whole in one file: a random walk with momentum, on which one is short,
 * flat or long for a step. It is on the class path of the tests only, and no other file knows it.
 */
@AutoService(MarketType.class)
public final class RandomWalkMarket implements MarketType {
  private static final String TYPE = "random-walk";
  private static final long SECOND = 1_000_000_000L;
  private static final long MICROS = 1_000_000L;

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String description() {
    return "A random walk with momentum, on which one is short, flat or long for a step.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer("steps", "", 20L, 1, 100_000, "Decisions of an episode."),
        ParameterSpec.number("momentum", "", 0.5, 0, 0.99, "Share of a move that continues."));
  }

  @Override
  public Market read(MarketDocument document) {
    return new Walks(
        document.parameters().getInt("steps"), document.parameters().getDouble("momentum"));
  }

  /** The market of one scenario. */
  private record Walks(int steps, double momentum) implements Market {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public EnvironmentFactory environments(Scenario scenario, EnvironmentOptions options) {
      return new Factory(scenario, options.maxEpisodeSteps(), spec(scenario));
    }

    private EnvironmentSpec spec(Scenario scenario) {
      ObservationSpec observation =
          ObservationSpec.of(
              List.of(Map.of("type", TYPE)),
              List.of(
                  new ObservationField("move", "", 3, -1, 1),
                  new ObservationField("remaining", "steps", steps, 0, 1)),
              List.of(TYPE, TYPE));
      ActionSpec action = ActionSpec.discrete(List.of("short", "flat", "long"));
      String canonical = action.canonicalJson(Map.of("type", TYPE));
      SeatSpec seat =
          new SeatSpec("walker", observation, action, TYPE, canonical, SECOND, steps, 0);
      List<String> baselines = baselines().stream().map(Baseline::name).toList();
      return new EnvironmentSpec(
          scenario.name(), TYPE, List.of(seat), List.of(), List.of(), baselines);
    }

    @Override
    public List<Baseline> baselines() {
      return List.of(
          new Baseline(
              "always-long",
              List.of(
                  new Baseline.Candidate(
                      "",
                      (environment, seat) ->
                          new BoundPolicy<>(new AlwaysLong(), environment.seat(seat))))));
    }

    @Override
    public Baseline baseline(String name) {
      for (Baseline baseline : baselines()) {
        if (baseline.name().equals(name)) {
          return baseline;
        }
      }
      throw new InvalidInputException("baseline", name, "always-long");
    }

    private final class Factory implements EnvironmentFactory {
      private final Scenario scenario;
      private final int maxEpisodeSteps;
      private final EnvironmentSpec spec;

      Factory(Scenario scenario, int maxEpisodeSteps, EnvironmentSpec spec) {
        this.scenario = scenario;
        this.maxEpisodeSteps = maxEpisodeSteps;
        this.spec = spec;
      }

      @Override
      public Scenario scenario() {
        return scenario;
      }

      @Override
      public EnvironmentSpec spec() {
        return spec;
      }

      @Override
      public Walk create() {
        SnapshotIdentity identity = SnapshotIdentity.of(scenario.name() + " " + scenario.hash());
        return new Walk(spec, maxEpisodeSteps, identity, steps, momentum);
      }

      @Override
      public EnvironmentFactory withPolicies(PolicyResolver policies) {
        return this;
      }
    }
  }

  /** Always holds a long position. */
  private record AlwaysLong() implements Policy<SeatContext> {
    @Override
    public void decide(SeatContext seat) {
      seat.act(new float[] {2}, 0);
    }
  }

  /** One environment, which is its own seat. */
  private static final class Walk extends EpisodicEnvironment implements SeatContext {
    private final int steps;
    private final double momentum;
    private final RandomStream random = new RandomStream(TYPE);
    private final float[] observation = new float[2];
    private final float[] action = {-1};
    private int step;
    private double move;
    private double pnl;
    private double paid;

    Walk(
        EnvironmentSpec spec,
        int maxEpisodeSteps,
        SnapshotIdentity identity,
        int steps,
        double momentum) {
      super(spec, maxEpisodeSteps, identity);
      this.steps = steps;
      this.momentum = momentum;
      step = steps;
    }

    @Override
    protected void begin(long seed, long index) {
      random.seed(seed, index);
      step = 0;
      move = 0;
      pnl = 0;
      show();
    }

    @Override
    protected void proceed() {
      move = momentum * move + random.nextNormal();
      pnl += (action[0] - 1) * move;
      step++;
      show();
    }

    private void show() {
      action[0] = -1;
      observation[0] = (float) Math.clamp(move / 3, -1, 1);
      observation[1] = (float) (steps - step) / steps;
    }

    @Override
    protected boolean isWaiting(int seat) {
      return step < steps;
    }

    @Override
    protected boolean isFinished(int seat) {
      return step >= steps;
    }

    @Override
    protected void resetReward(int seat) {
      paid = 0;
    }

    @Override
    protected double payReward(int seat, boolean terminal) {
      double reward = pnl - paid;
      paid = pnl;
      return reward;
    }

    @Override
    protected void describe(int seat, EpisodeInfo out) {
      out.timeNanos = step * SECOND;
      out.pnlMicros = (long) (pnl * MICROS);
      out.equityMicros = 100 * MICROS + out.pnlMicros;
      out.digest = Double.doubleToLongBits(move);
    }

    @Override
    public SeatContext seat(int seat) {
      return this;
    }

    @Override
    public float[] observation() {
      return observation;
    }

    @Override
    public void act(float[] source, int offset) {
      action[0] = source[offset];
    }

    @Override
    public float[] action() {
      return action;
    }

    @Override
    public RandomStream random() {
      return random;
    }

    @Override
    protected void saveMarket(StateWriter out) {
      random.save(out);
      out.writeInt(step);
      out.writeDouble(move);
      out.writeDouble(pnl);
      out.writeDouble(paid);
    }

    @Override
    protected void loadMarket(StateReader in) {
      random.load(in);
      step = in.readInt();
      move = in.readDouble();
      pnl = in.readDouble();
      paid = in.readDouble();
      show();
    }

    @Override
    protected void clearMarket() {
      step = steps;
    }
  }
}
