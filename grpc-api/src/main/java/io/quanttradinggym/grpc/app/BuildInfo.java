package io.quanttradinggym.grpc.app;

import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.grpc.service.ServerIdentity;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Build and runtime environment of this server. */
final class BuildInfo {
  /** Number of the protocol that this server speaks. */
  static final int PROTOCOL = 2;

  /** The version of the jar; "development" where the classes do not come from one. */
  static final String VERSION =
      Objects.requireNonNullElse(
          BuildInfo.class.getPackage().getImplementationVersion(), "development");

  private BuildInfo() {}

  /** Server identity for the handshake. */
  static ServerIdentity identity() {
    return new ServerIdentity(PROTOCOL, VERSION, machine());
  }

  private static Map<String, String> machine() {
    Map<String, String> machine = new TreeMap<>();
    machine.put("build", SnapshotIdentity.of("").build()); // version and commit of the sources
    machine.put("java", System.getProperty("java.runtime.version", ""));
    machine.put("java_vm", System.getProperty("java.vm.name", ""));
    machine.put(
        "os",
        String.join(
            " ",
            System.getProperty("os.name", ""),
            System.getProperty("os.version", ""),
            System.getProperty("os.arch", "")));
    machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    machine.put("max_heap_mib", String.valueOf(Runtime.getRuntime().maxMemory() >> 20));
    machine.put("pid", String.valueOf(ProcessHandle.current().pid()));
    return machine;
  }
}
