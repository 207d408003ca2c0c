package io.quanttradinggym.gym.policy;

import static io.quanttradinggym.gym.policy.OnnxBytes.OBSERVATION;
import static io.quanttradinggym.gym.policy.OnnxBytes.policy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InferenceTest {
  private static final float[] ROW = new float[OBSERVATION];

  /** A few tenths of a second of work: the limit of a model. */
  private static byte[] slow() {
    OnnxBytes model =
        policy()
            .filled("widen", 0.5f, OBSERVATION, 60_000)
            .node("MatMul", List.of("observation", "widen"), List.of("x0"));
    for (int i = 0; i < 100; i++) {
      model.node("Pow", List.of("x" + i, "x" + i), List.of("x" + (i + 1)));
    }
    return model.decideBy("x100");
  }

  @Test
  void anInferenceBeyondItsTimeLimitIsTerminated() {
    OnnxModel model = OnnxModel.load("slow.onnx", slow(), Duration.ofMillis(1));
    try (OnnxBatch batch = new OnnxBatch(model, 1)) {
      PolicyException e = assertThrows(PolicyException.class, () -> batch.run(ROW, 0));
      assertEquals(
          "policy: got \"slow.onnx\" (an inference took longer than 1 ms), expected a faster model",
          e.getMessage());
    } finally {
      model.close();
    }
  }

  @Test
  void aStoppedPieceOfWorkEndsWithinAnInference() throws InterruptedException {
    OnnxModel model = OnnxModel.load("slow.onnx", slow());
    InferenceStop stop = new InferenceStop();
    Thread stopping = Thread.ofPlatform().start(stop::stop);
    try (OnnxBatch batch = new OnnxBatch(model.until(stop), 1);
        OnnxBatch other = new OnnxBatch(model, 1)) {
      assertThrows(
          CancellationException.class,
          () -> {
            while (true) {
              batch.run(ROW, 0);
            }
          });
      other.run(ROW, 0); // the model of another operation continues
      assertTrue(other.action(0, 0) >= 0);
    } finally {
      stopping.join();
      model.close();
    }
  }

  @Test
  void manyRowsCostMoreThanOne() {
    OnnxModel model = OnnxModel.load("slow.onnx", slow());
    PolicyException e =
        assertThrows(PolicyException.class, () -> new OnnxBatch(model, 100).close());
    assertTrue(String.valueOf(e.getMessage()).contains("take more than 67108864 bytes"));
    model.close();
  }
}
