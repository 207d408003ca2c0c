package io.quanttradinggym.gym.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkTest {
  private static final RandomStream RANDOM = new RandomStream("network test");

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) RANDOM.nextNormal() / 4;
    }
    return numbers;
  }

  private static DenseLayer layer(int inputs, int outputs, Activation activation) {
    return new DenseLayer(inputs, numbers(inputs * outputs), numbers(outputs), activation);
  }

  /** The definition, in double precision. */
  private static double[] reference(
      double[] in, float[] weights, float[] biases, Activation activation) {
    double[] out = new double[biases.length];
    for (int output = 0; output < out.length; output++) {
      double sum = biases[output];
      for (int input = 0; input < in.length; input++) {
        sum += in[input] * weights[output * in.length + input];
      }
      out[output] =
          switch (activation) {
            case NONE -> sum;
            case RELU -> Math.max(0, sum);
            case TANH -> StrictMath.tanh(sum);
          };
    }
    return out;
  }

  @Test
  void theHyperbolicTangentIsWithinSomeRoundings() {
    for (float x = -12; x < 12; x += 0.001f) {
      assertEquals(StrictMath.tanh(x), Tanh.of(x), 3e-7, "tanh(" + x + ")");
    }
    assertEquals(1, Tanh.of(Float.MAX_VALUE), 3e-7);
    assertEquals(0, Tanh.of(0));
    assertEquals(Float.NaN, Tanh.of(Float.NaN));
  }

  @Test
  void outputsAreThoseOfTheDefinition() {
    int[] widths = {39, 64, 1, 7, 3};
    Activation[] activations = {Activation.TANH, Activation.RELU, Activation.TANH, Activation.NONE};
    List<DenseLayer> layers = new ArrayList<>();
    float[] in = numbers(5 + widths[0]);
    double[] expected = new double[widths[0]];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = in[5 + i];
    }
    for (int i = 0; i < activations.length; i++) {
      float[] weights = numbers(widths[i] * widths[i + 1]);
      float[] biases = numbers(widths[i + 1]);
      layers.add(new DenseLayer(widths[i], weights, biases, activations[i]));
      expected = reference(expected, weights, biases, activations[i]);
    }
    Network network = new Network(layers);
    Network.Workspace workspace = network.newWorkspace();
    for (int time = 0; time < 2; time++) {
      float[] out = network.forward(in, 5, workspace);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], out[i], 1e-6);
      }
    }
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    assertRefused("network.layers", () -> new Network(List.of()));
    List<DenseLayer> layers = List.of(layer(3, 4, Activation.NONE), layer(5, 1, Activation.NONE));
    assertRefused("network.layers", () -> new Network(layers));
    assertRefused(
        "layer.weights", () -> new DenseLayer(2, numbers(5), numbers(3), Activation.NONE));
    assertRefused(
        "layer.weights", () -> new DenseLayer(0, numbers(0), numbers(3), Activation.NONE));
    float[] broken = {Float.NaN};
    assertRefused("layer.biases", () -> new DenseLayer(1, numbers(1), broken, Activation.NONE));
    assertRefused("layer.weights", () -> new DenseLayer(1, broken, numbers(1), Activation.NONE));
    assertRefused("log_std", () -> new DiagonalGaussian(broken));
    assertRefused("epsilons", () -> new EpsilonGreedy(2, new double[] {1.5}));
    assertRefused(
        "scaling.variances", () -> new ObservationScaling(new double[2], new double[3], 1e-8, 10));
  }

  private static void assertRefused(String field, org.junit.jupiter.api.function.Executable make) {
    assertEquals(field, assertThrows(InvalidInputException.class, make).field());
  }
}
