package io.quanttradinggym.gym.training;

/** Activation function of a layer. */
public enum Activation {
  NONE {
    @Override
    void apply(float[] values, int count) {}
  },
  RELU {
    @Override
    void apply(float[] values, int count) {
      for (int i = 0; i < count; i++) {
        values[i] = Math.max(0f, values[i]);
      }
    }
  },
  TANH {
    @Override
    void apply(float[] values, int count) {
      for (int i = 0; i < count; i++) {
        values[i] = Tanh.of(values[i]);
      }
    }
  };

  /** Applies the function to the first {@code count} values. */
  abstract void apply(float[] values, int count);
}
