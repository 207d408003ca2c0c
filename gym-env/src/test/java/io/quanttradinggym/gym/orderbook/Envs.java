package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.scenario.Catalogue;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.ScenarioLoader;
import java.util.Set;

/** Environments of the catalogue, shortened, for tests. */
public final class Envs {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();

  private Envs() {}

  public static Set<String> names() {
    return CATALOGUE.texts().keySet();
  }

  public static Scenario scenario(String name, String overrides) {
    return LOADER.load(CATALOGUE.text(name), overrides);
  }

  public static OrderBookFactory factory(String name) {
    return new OrderBookFactory(scenario(name, ""), EnvironmentOptions.defaults());
  }

  /** Actions that depend on the seed and the step alone. */
  public static final class Actions {
    private final RandomStream random = new RandomStream("test actions");
    private final EnvironmentSpec spec;

    public Actions(EnvironmentSpec spec, long seed) {
      this.spec = spec;
      random.seed(seed, 0);
    }

    public float[] next() {
      float[] action = new float[spec.seat().action().size()];
      write(action, 0);
      return action;
    }

    public void write(float[] out, int offset) {
      for (int i = 0; i < spec.seat().action().size(); i++) {
        out[offset + i] =
            spec.seat().action().counts().isEmpty()
                ? (float) (2 * random.nextDouble() - 1)
                : random.nextInt(spec.seat().action().counts().get(i));
      }
    }
  }
}
