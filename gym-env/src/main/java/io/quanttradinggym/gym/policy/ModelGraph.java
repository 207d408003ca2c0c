package io.quanttradinggym.gym.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The graph of a model, without the values of its weights.
 *
 * @param opset version of the standard operators
 * @param values declared shapes of other values
 */
record ModelGraph(
    int opset,
    List<Declared> inputs,
    List<Declared> outputs,
    List<Declared> values,
    List<Node> nodes,
    Map<String, Tensor> initializers) {

  /**
   * A declared value.
   *
   * @param type null where it is declared as no tensor of numbers; never so for inputs and outputs
   * @param shape null where none is declared; -1 for an axis of no fixed size
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Declared(String name, @Nullable ElementType type, long @Nullable [] shape) {}

  /**
   * One operator.
   *
   * @param inputs names of values; empty for one that is left out
   */
  record Node(
      String name,
      String operator,
      List<String> inputs,
      List<String> outputs,
      Map<String, Attribute> attributes) {
    /** Description for errors, such as {@code node "linear_1" (Gemm)}. */
    String text() {
      return "node \"%s\" (%s)".formatted(name, operator);
    }
  }

  /**
   * The value of an attribute; absent parts are empty.
   *
   * @param integers one for an integer, any number for integers
   * @param floats how many fractions it has
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Attribute(long[] integers, int floats, @Nullable String text, @Nullable Tensor tensor) {}
}
