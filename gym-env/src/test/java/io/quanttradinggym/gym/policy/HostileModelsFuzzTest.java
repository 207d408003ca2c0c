package io.quanttradinggym.gym.policy;

import static io.quanttradinggym.gym.policy.OnnxBytes.OBSERVATION;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random graphs of allowed and forbidden operators with absurd shapes, and damaged models: each is
 * rejected as a policy, or decides within its limits.
 */
final class HostileModelsFuzzTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long MAX_GROWTH_KIB = 1 << 20;
  private static final List<String> FILES =
      List.of("actor-critic", "gaussian", "recurrent", "q-network", "layers", "two-lstms");

  @Test
  void hostileModelsAreRefusedOrBounded() throws IOException {
    play(60, 1);
  }

  @Test
  @Tag("long")
  void fiveHundredHostileModelsAreRefusedOrBounded() throws IOException {
    play(500, 2);
  }

  private static void play(int models, long seed) throws IOException {
    long before = residentKib();
    for (int i = 0; i < models; i++) {
      RandomStream random = new RandomStream("hostile-models");
      random.seed(seed, i);
      byte[] bytes = i % 3 == 0 ? damaged(random) : RandomModel.bytes(random);
      String told = "model %d of seed %d".formatted(i, seed);
      assertTimeoutPreemptively(LIMIT, () -> decide(bytes), told);
      long growth = residentKib() - before;
      assertTrue(growth < MAX_GROWTH_KIB, () -> told + ": memory grew by KiB " + growth);
    }
  }

  private static void decide(byte[] bytes) {
    try {
      OnnxModel model = OnnxModel.load("evil.onnx", bytes);
      try (OnnxBatch batch = new OnnxBatch(model, 1)) {
        batch.run(new float[Math.max(OBSERVATION, model.observationSize())], 0);
      } finally {
        model.close();
      }
    } catch (PolicyException e) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("policy: got \"evil.onnx\" ("));
    }
  }

  private static byte[] damaged(RandomStream random) {
    byte[] bytes = Models.bytes(FILES.get(random.nextInt(FILES.size())), Models.scenario(""));
    int changes = 1 + random.nextInt(4);
    int end = Math.min(bytes.length, 1_500); // the graph comes before the metadata
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static long residentKib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
