package io.quanttradinggym.grpc.command;

import io.quanttradinggym.base.state.Snapshot;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.policy.FilePolicies;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A market without its trader in a file, to go on from. */
final class SavedMarket {
  private SavedMarket() {}

  static void save(Simulator simulator, Scenario scenario, FilePolicies policies, Path file) {
    try {
      Files.write(file, Snapshot.save(simulator, identity(scenario, policies), new StateWriter()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Restores what {@link #save} wrote, of the same build, scenario and policies. */
  static void restore(Simulator simulator, Scenario scenario, FilePolicies policies, Path file) {
    try {
      simulator.load(Snapshot.open(Files.readAllBytes(file), identity(scenario, policies)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SnapshotIdentity identity(Scenario scenario, FilePolicies policies) {
    return SnapshotIdentity.of(
        "market of " + scenario.name() + " " + scenario.hash() + policies.identity());
  }
}
