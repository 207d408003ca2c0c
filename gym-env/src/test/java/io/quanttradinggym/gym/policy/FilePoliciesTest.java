package io.quanttradinggym.gym.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quanttradinggym.gym.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilePoliciesTest {
  private final Scenario scenario = Models.scenario("");

  /** What a saved simulation says of the files that its population trades by. */
  @Test
  void anotherFileOfTheSameNameIsAnotherPolicy(@TempDir Path folder) throws IOException {
    String first = identity(folder, Models.bytes("q-network", scenario));
    assertEquals(first, identity(folder, Models.bytes("q-network", scenario)));
    Map<String, String> metadata = new HashMap<>(Models.metadata(scenario));
    metadata.put("qtg.seed", "another");
    assertNotEquals(first, identity(folder, Models.bytes("q-network", metadata)));
    try (FilePolicies none = new FilePolicies(folder)) {
      assertEquals("", none.identity());
    }
  }

  private static String identity(Path folder, byte[] file) throws IOException {
    Files.write(folder.resolve("rival.onnx"), file);
    try (FilePolicies policies = new FilePolicies(folder)) {
      policies.resolve("rival.onnx");
      return policies.identity();
    }
  }
}
