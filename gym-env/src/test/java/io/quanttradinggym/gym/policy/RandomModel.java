package io.quanttradinggym.gym.policy;

import static io.quanttradinggym.gym.policy.OnnxBytes.integer;
import static io.quanttradinggym.gym.policy.OnnxBytes.list;
import static io.quanttradinggym.gym.policy.OnnxBytes.policy;

import io.quanttradinggym.base.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Graphs that an attacker might send: any operators, wired at random, with absurd numbers. */
final class RandomModel {
  private static final List<String> OPERATORS =
      List.of(
          "Add",
          "Sub",
          "Mul",
          "Div",
          "Mod",
          "Pow",
          "MatMul",
          "Gemm",
          "Conv",
          "MaxPool",
          "Concat",
          "Slice",
          "Gather",
          "GatherElements",
          "Reshape",
          "Expand",
          "Tile",
          "ConstantOfShape",
          "Range",
          "Pad",
          "TopK",
          "Split",
          "Squeeze",
          "Unsqueeze",
          "Transpose",
          "Flatten",
          "Shape",
          "Size",
          "Cast",
          "Where",
          "Equal",
          "ReduceSum",
          "ReduceMean",
          "ArgMax",
          "Softmax",
          "LSTM",
          "GRU",
          "RNN",
          "Resize",
          "CumSum",
          "LayerNormalization",
          "BatchNormalization",
          "Clip",
          "Loop",
          "If",
          "NonZero",
          "Trilu",
          "LRN",
          "OneHot",
          "Einsum",
          "ScatterND",
          "Compress");
  private static final long[] NUMBERS = {
    -1, 0, 1, 2, 3, 5, 7, 64, 1_000, 1 << 20, 1L << 31, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final List<String> ATTRIBUTES =
      List.of("axis", "keepdims", "to", "transA", "transB", "group", "hidden_size", "allowzero");
  private static final List<String> LISTS =
      List.of("pads", "strides", "dilations", "kernel_shape", "perm", "axes");

  private final RandomStream random;
  private final List<String> values = new ArrayList<>(List.of("observation"));
  private final OnnxBytes model = policy();

  private RandomModel(RandomStream random) {
    this.random = random;
  }

  static byte[] bytes(RandomStream random) {
    return new RandomModel(random).build();
  }

  private byte[] build() {
    int constants = 2 + random.nextInt(4);
    for (int i = 0; i < constants; i++) {
      addConstant("k" + i);
    }
    int nodes = 1 + random.nextInt(6);
    for (int i = 0; i < nodes; i++) {
      addNode("x" + i);
    }
    return model.decideBy(values.getLast());
  }

  private void addConstant(String name) {
    if (random.nextInt(2) == 0) {
      model.integers(name, numbers(1 + random.nextInt(4)));
    } else {
      model.filled(name, 0.5f, 1 + random.nextInt(300), 1 + random.nextInt(300));
    }
    values.add(name);
  }

  private long[] numbers(int count) {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = NUMBERS[random.nextInt(random.nextInt(2) == 0 ? 7 : NUMBERS.length)];
    }
    return numbers;
  }

  private void addNode(String output) {
    List<String> inputs = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      inputs.add(values.get(random.nextInt(values.size())));
    }
    model.node(
        OPERATORS.get(random.nextInt(OPERATORS.size())),
        inputs,
        List.of(output),
        integer(ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size())), numbers(1)[0]),
        list(LISTS.get(random.nextInt(LISTS.size())), numbers(1 + random.nextInt(4))));
    values.add(output);
  }
}
