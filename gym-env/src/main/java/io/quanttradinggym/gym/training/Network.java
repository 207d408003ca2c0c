package io.quanttradinggym.gym.training;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.List;

/** A multi-layer perceptron. Immutable; threads may share it if each has its own workspace. */
public final class Network {
  private final DenseLayer[] layers;
  private final int widest;

  /**
   * @param layers at least one; each takes what the last one gives
   * @throws InvalidInputException if two layers do not fit together
   */
  public Network(List<DenseLayer> layers) {
    if (layers.isEmpty()) {
      throw new InvalidInputException("network.layers", "none", "at least one layer");
    }
    this.layers = layers.toArray(DenseLayer[]::new);
    int width = this.layers[0].inputs();
    int most = 0;
    for (DenseLayer layer : this.layers) {
      if (layer.inputs() != width) {
        throw new InvalidInputException(
            "network.layers",
            "a layer of %d inputs".formatted(layer.inputs()),
            "%d, the outputs of the layer before".formatted(width));
      }
      width = layer.outputs();
      most = Math.max(most, width);
    }
    widest = most;
  }

  public int inputs() {
    return layers[0].inputs();
  }

  public int outputs() {
    return layers[layers.length - 1].outputs();
  }

  Workspace newWorkspace() {
    return new Workspace(widest);
  }

  /**
   * Computes the outputs of one row.
   *
   * @param in (inputs) at {@code offset}
   * @return an array of the workspace, whose first elements are the outputs until the next call
   */
  float[] forward(float[] in, int offset, Workspace workspace) {
    float[] from = in;
    int at = offset;
    for (int i = 0; i < layers.length; i++) {
      float[] to = workspace.outputs[i % 2];
      layers[i].forward(from, at, to);
      from = to;
      at = 0;
    }
    return from;
  }

  /** Outputs of the layers of one thread. */
  static final class Workspace {
    private final float[][] outputs; // of the last two layers

    private Workspace(int widest) {
      outputs = new float[2][widest];
    }
  }
}
