package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.parameter.InvalidInputException;

/** A linear layer with an activation function. Immutable. */
public final class DenseLayer {
  private static final int BLOCK = 4; // inputs that are added in one pass over the outputs

  private final int inputs;
  private final int outputs;
  private final float[][]
      weights; // (inputs, outputs): arrays of their own, so that loops vectorise
  private final float[] biases; // (outputs)
  private final Activation activation;

  /**
   * @param weights row-major (outputs, inputs), as torch has them
   * @param biases (outputs)
   * @throws InvalidInputException if the lengths do not fit, or a number is not finite
   */
  public DenseLayer(int inputs, float[] weights, float[] biases, Activation activation) {
    this.inputs = inputs;
    outputs = biases.length;
    if (inputs < 1 || outputs < 1 || weights.length != (long) inputs * outputs) {
      throw new InvalidInputException(
          "layer.weights",
          weights.length + " numbers",
          "%d x %d numbers, as there are %d biases".formatted(outputs, inputs, outputs));
    }
    check("layer.weights", weights);
    check("layer.biases", biases);
    this.weights = new float[inputs][outputs];
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < inputs; input++) {
        this.weights[input][output] = weights[output * inputs + input];
      }
    }
    this.biases = biases.clone();
    this.activation = activation;
  }

  private static void check(String field, float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw new InvalidInputException(field, number, "finite numbers");
      }
    }
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /**
   * Computes the outputs of one row.
   *
   * @param in (inputs) at {@code offset}
   * @param out at least (outputs), from 0 on
   */
  void forward(float[] in, int offset, float[] out) {
    System.arraycopy(biases, 0, out, 0, outputs);
    int input = 0;
    for (; input + BLOCK <= inputs; input += BLOCK) {
      addFour(in, offset + input, weights, input, out, outputs);
    }
    for (; input < inputs; input++) {
      add(in[offset + input], weights[input], out, outputs);
    }
    activation.apply(out, outputs);
  }

  private static void addFour(
      float[] in, int offset, float[][] weights, int input, float[] out, int count) {
    float x0 = in[offset];
    float x1 = in[offset + 1];
    float x2 = in[offset + 2];
    float x3 = in[offset + 3];
    float[] w0 = weights[input];
    float[] w1 = weights[input + 1];
    float[] w2 = weights[input + 2];
    float[] w3 = weights[input + 3];
    for (int i = 0; i < count; i++) {
      float sum = Math.fma(x1, w1[i], Math.fma(x0, w0[i], out[i]));
      out[i] = Math.fma(x3, w3[i], Math.fma(x2, w2[i], sum));
    }
  }

  private static void add(float x, float[] weights, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = Math.fma(x, weights[i], out[i]);
    }
  }
}
