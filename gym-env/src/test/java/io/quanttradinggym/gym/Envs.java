package io.quanttradinggym.gym;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Catalogue;
import io.quanttradinggym.gym.scenario.PluginRegistry;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.ScenarioLoader;
import java.util.Set;

/** Environments of the catalogue, shortened, for tests. */
final class Envs {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final ScenarioLoader LOADER = new ScenarioLoader(PluginRegistry.load());

  private Envs() {}

  static Set<String> names() {
    return CATALOGUE.texts().keySet();
  }

  static Scenario scenario(String name, String overrides) {
    return LOADER.load(CATALOGUE.text(name), overrides);
  }

  static EnvironmentFactory factory(String name) {
    return new EnvironmentFactory(scenario(name, ""), PolicyResolver.NONE, 0);
  }

  /** Actions that depend on the seed and the step alone. */
  static final class Actions {
    private final RandomStream random = new RandomStream("test actions");
    private final EnvSpec spec;

    Actions(EnvSpec spec, long seed) {
      this.spec = spec;
      random.seed(seed, 0);
    }

    float[] next() {
      float[] action = new float[spec.action().size()];
      write(action, 0);
      return action;
    }

    void write(float[] out, int offset) {
      for (int i = 0; i < spec.action().size(); i++) {
        out[offset + i] =
            spec.action().counts().isEmpty()
                ? (float) (2 * random.nextDouble() - 1)
                : random.nextInt(spec.action().counts().get(i));
      }
    }
  }
}
