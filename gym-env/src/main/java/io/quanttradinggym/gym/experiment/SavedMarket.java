package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.state.Snapshot;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;

/** The saved state of a market without its trader. */
final class SavedMarket {
  private SavedMarket() {}

  static byte[] save(Simulator simulator, Scenario scenario, ResolvedPolicies policies) {
    return Snapshot.save(simulator, identity(scenario, policies), new StateWriter());
  }

  /** Restores a state of {@link #save} from the same build, scenario and policies. */
  static void restore(
      Simulator simulator, Scenario scenario, ResolvedPolicies policies, byte[] state) {
    simulator.load(Snapshot.open(state, identity(scenario, policies)));
  }

  private static SnapshotIdentity identity(Scenario scenario, ResolvedPolicies policies) {
    return SnapshotIdentity.of(
        "market of " + scenario.name() + " " + scenario.hash() + policies.identity());
  }
}
