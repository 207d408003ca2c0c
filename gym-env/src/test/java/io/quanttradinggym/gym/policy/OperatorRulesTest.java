package io.quanttradinggym.gym.policy;

import static io.quanttradinggym.gym.policy.OnnxBytes.FLOAT;
import static io.quanttradinggym.gym.policy.OnnxBytes.INT64;
import static io.quanttradinggym.gym.policy.OnnxBytes.OBSERVATION;
import static io.quanttradinggym.gym.policy.OnnxBytes.integer;
import static io.quanttradinggym.gym.policy.OnnxBytes.list;
import static io.quanttradinggym.gym.policy.OnnxBytes.policy;
import static io.quanttradinggym.gym.policy.Protobuf.join;
import static io.quanttradinggym.gym.policy.Protobuf.message;
import static io.quanttradinggym.gym.policy.Protobuf.number;
import static io.quanttradinggym.gym.policy.Protobuf.text;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Operators that a policy may use, with shapes that it computes: ONNX Runtime loads what the rules
 * accept. Wrong uses are rejected before.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OperatorRulesTest {
  private static final List<String> SEEN = List.of("observation");
  private static final List<String> X = List.of("x");
  private static final List<String> Y = List.of("y");

  private static void accepted(byte[] bytes) {
    assertDoesNotThrow(() -> OnnxModel.load("good.onnx", bytes).close());
  }

  private static OnnxBytes unary(String operator, byte[]... attributes) {
    return policy().node(operator, SEEN, X, attributes);
  }

  private static OnnxBytes shaped(String operator, long... integers) {
    return policy().integers("s", integers).node(operator, List.of("observation", "s"), X);
  }

  /** The observation in the shape (1, 1, 5), named {@code y}. */
  private static OnnxBytes series() {
    return policy()
        .integers("s", 1, 1, OBSERVATION)
        .node("Reshape", List.of("observation", "s"), Y);
  }

  /** Reshapes the observation to (1, v), where v is a vector of one number. */
  private static byte[] reshapedBy(OnnxBytes model) {
    return model
        .integers("one", 1)
        .node("Concat", List.of("one", "v"), List.of("to"), integer("axis", 0))
        .node("Reshape", List.of("observation", "to"), X)
        .decideBy("x");
  }

  @ParameterizedTest
  @CsvSource({"Add,2,3", "Sub,8,3", "Mul,5,1", "Div,11,2", "Max,5,1", "Min,5,9"})
  void shapesMayBeComputed(String operator, long a, long b) {
    accepted(
        reshapedBy(
            policy()
                .integers("a", a)
                .integers("b", b)
                .node(operator, List.of("a", "b"), List.of("v"))));
  }

  @ParameterizedTest
  @CsvSource({
    "Equal,2,2,true",
    "Equal,2,3,false",
    "Greater,3,2,true",
    "Greater,3,3,false",
    "GreaterOrEqual,3,3,true",
    "GreaterOrEqual,3,4,false",
    "Less,2,3,true",
    "Less,2,2,false",
    "LessOrEqual,2,2,true",
    "LessOrEqual,2,1,false"
  })
  void shapesMayBeChosen(String comparison, long a, long b, boolean holds) {
    accepted(
        reshapedBy(
            policy()
                .integers("a", a)
                .integers("b", b)
                .integers("yes", holds ? 5 : 7)
                .integers("no", holds ? 7 : 5)
                .node(comparison, List.of("a", "b"), List.of("c"))
                .node("Where", List.of("c", "yes", "no"), List.of("v"))));
  }

  static Stream<byte[]> computed() {
    return Stream.of(
        reshapedBy(
            policy()
                .integers("i", 1)
                .node("Shape", SEEN, List.of("n"))
                .node("Gather", List.of("n", "i"), List.of("v"))),
        reshapedBy(policy().node("Shape", SEEN, List.of("v"), integer("start", -1))),
        reshapedBy(
            policy()
                .integers("a", 1)
                .integers("b", 2)
                .node("Shape", SEEN, List.of("n"))
                .node("Slice", List.of("n", "a", "b"), List.of("v"))),
        reshapedBy(
            policy()
                .integers("axes", 0)
                .node("Size", SEEN, List.of("n"))
                .node("Unsqueeze", List.of("n", "axes"), List.of("v"))),
        reshapedBy(policy().node("Constant", List.of(), List.of("v"), list("value_ints", 5))),
        reshapedBy(
            policy()
                .integers("axes", 0)
                .node("Constant", List.of(), List.of("n"), integer("value_int", 5))
                .node("Unsqueeze", List.of("n", "axes"), List.of("v"))),
        reshapedBy(
            policy()
                .integers("count", 1)
                .node(
                    "ConstantOfShape",
                    List.of("count"),
                    List.of("v"),
                    message(5, text(1, "value"), message(5, vector(INT64, 5)), number(20, 4)))),
        shaped("Reshape", 0, -1).decideBy("x"),
        shaped("Expand", 2, OBSERVATION)
            .integers("axes", 0)
            .node("ReduceSum", List.of("x", "axes"), Y)
            .decideBy("y"),
        shaped("Tile", 1, 2).decideBy("x"),
        shaped("Pad", 0, 1, 0, 2).decideBy("x"),
        shaped("Unsqueeze", 0, 3)
            .node("Squeeze", X, Y)
            .integers("axes", 0)
            .node("Unsqueeze", List.of("y", "axes"), List.of("z"))
            .decideBy("z"),
        shaped("Unsqueeze", -1)
            .integers("last", -1)
            .node("Squeeze", List.of("x", "last"), Y)
            .decideBy("y"),
        unary("Flatten", integer("axis", -1)).decideBy("x"),
        unary("Transpose", list("perm", 1, 0)).node("Transpose", X, Y).decideBy("y"),
        policy()
            .node("Constant", List.of(), List.of("a"), integer("value_int", 0))
            .node("Constant", List.of(), List.of("b"), integer("value_int", 5))
            .node("Constant", List.of(), List.of("c"), integer("value_int", 2))
            .node("Range", List.of("a", "b", "c"), List.of("r"))
            .node("Gather", List.of("observation", "r"), X, integer("axis", 1))
            .decideBy("x"));
  }

  private static byte[] vector(int type, long value) {
    return join(number(1, 1), number(2, type), number(7, value));
  }

  static Stream<byte[]> selected() {
    return Stream.of(
        policy()
            .integers("a", -4)
            .integers("b", 100)
            .integers("c", 1)
            .integers("d", 2)
            .node("Slice", List.of("observation", "a", "b", "c", "d"), X)
            .decideBy("x"),
        policy()
            .node("Split", SEEN, List.of("x", "y"), integer("axis", 1), integer("num_outputs", 2))
            .decideBy("x"),
        policy()
            .integers("s", 2, 3)
            .node("Split", List.of("observation", "s"), List.of("x", "y"), integer("axis", 1))
            .decideBy("y"),
        policy()
            .integers("k", 3)
            .node("TopK", List.of("observation", "k"), List.of("x", "y"))
            .decideBy("x"),
        policy()
            .node("ArgMin", SEEN, List.of("i"), integer("axis", 1))
            .node("GatherElements", List.of("observation", "i"), X, integer("axis", 1))
            .decideBy("x"),
        policy()
            .node("IsNaN", SEEN, List.of("n"))
            .node("Where", List.of("n", "observation", "observation"), X)
            .decideBy("x"),
        policy().node("CastLike", List.of("observation", "observation"), X).decideBy("x"),
        policy().node("Dropout", SEEN, List.of("x", "m")).decideBy("x"),
        policy()
            .node("Concat", List.of("observation", "observation"), X, integer("axis", -1))
            .decideBy("x"));
  }

  static Stream<byte[]> layers() {
    return Stream.of(
        policy()
            .filled("w", 1, 3, OBSERVATION)
            .node("Gemm", List.of("observation", "w"), X, integer("transB", 1))
            .decideBy("x"),
        policy()
            .filled("w", 1, OBSERVATION, 3)
            .node("Transpose", SEEN, Y)
            .node("Gemm", List.of("y", "w"), X, integer("transA", 1))
            .decideBy("x"),
        shaped("Reshape", OBSERVATION)
            .filled("w", 1, OBSERVATION, 3)
            .integers("axes", 0)
            .node("MatMul", List.of("x", "w"), List.of("row"))
            .node("Unsqueeze", List.of("row", "axes"), Y)
            .decideBy("y"),
        policy()
            .filled("w", 1, OBSERVATION)
            .node("MatMul", List.of("observation", "w"), List.of("p"))
            .integers("axes", 1)
            .node("Unsqueeze", List.of("p", "axes"), X)
            .decideBy("x"),
        flat(
            series()
                .filled("w", 1, 2, 1, 3)
                .node(
                    "Conv",
                    List.of("y", "w"),
                    List.of("z"),
                    list("kernel_shape", 3),
                    list("pads", 1, 0),
                    list("strides", 2),
                    list("dilations", 1))),
        flat(series().node("MaxPool", Y, List.of("z"), list("kernel_shape", 2))),
        flat(series().node("AveragePool", Y, List.of("z"), list("kernel_shape", 2))),
        flat(series().node("GlobalAveragePool", Y, List.of("z"))),
        flat(series().node("GlobalMaxPool", Y, List.of("z"))),
        flat(recurrent("LSTM", 4)),
        flat(recurrent("GRU", 3)),
        flat(recurrent("RNN", 1)),
        policy()
            .filled("scale", 1, OBSERVATION)
            .node("LayerNormalization", List.of("observation", "scale"), X)
            .decideBy("x"),
        policy()
            .filled("p", 1, OBSERVATION)
            .node("BatchNormalization", List.of("observation", "p", "p", "p", "p"), X)
            .decideBy("x"),
        policy()
            .opset(17)
            .node("ReduceMax", SEEN, X, list("axes", 1), integer("keepdims", 1))
            .decideBy("x"),
        unary("ReduceSum", integer("noop_with_empty_axes", 1)).decideBy("x"));
  }

  private static OnnxBytes recurrent(String operator, int gates) {
    return series()
        .filled("w", 0.1f, 1, gates * 2L, OBSERVATION)
        .filled("r", 0.1f, 1, gates * 2L, 2)
        .node(operator, List.of("y", "w", "r"), List.of("z"), integer("hidden_size", 2));
  }

  /** Decides by {@code z}, whatever its axes are. */
  private static byte[] flat(OnnxBytes model) {
    return model.node("Flatten", List.of("z"), X, integer("axis", 1)).decideBy("x");
  }

  /** Weights of each type, in each place of the file where such numbers may be. */
  static Stream<byte[]> weights() {
    return Stream.of(
            typed(2, 1, 200),
            typed(3, 1, -3),
            typed(4, 2, 60_000),
            typed(5, 2, -300),
            typed(6, 4, -70_000),
            typed(9, 1, 1),
            typed(10, 2, 0x3c00),
            typed(12, 4, 4_000_000_000L),
            typed(13, 8, 9),
            join(number(1, 1), number(2, 6), number(5, 7)),
            join(number(1, 1), number(2, 3), number(5, -2)),
            vector(INT64, 4),
            join(number(1, 1), number(2, 13), number(11, 4)))
        .map(tensor ->
            policy()
                .graph(message(5, tensor, text(8, "w")))
                .node("Cast", List.of("w"), List.of("f"), integer("to", FLOAT))
                .node("Add", List.of("observation", "f"), X)
                .decideBy("x"));
  }

  private static byte[] typed(int type, int bytes, long value) {
    byte[] raw = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      raw[i] = (byte) (value >>> (8 * i));
    }
    return join(number(1, 1), number(2, type), message(9, raw));
  }

  static Stream<byte[]> good() {
    return Stream.of(computed(), selected(), layers(), weights()).flatMap(models -> models);
  }

  @ParameterizedTest
  @MethodSource("good")
  void aBoundedModelIsAccepted(byte[] bytes) {
    accepted(bytes);
  }

  static Stream<Arguments> wrong() {
    byte[] automatic = message(5, text(1, "auto_pad"), text(4, "SAME_UPPER"), number(20, 3));
    return Stream.of(
        arguments("an axis twice", unary("Transpose", list("perm", 0, 0)).decideBy("x")),
        arguments("another number of axes", unary("Transpose", list("perm", 0)).decideBy("x")),
        arguments("an axis twice", shaped("Unsqueeze", 0, 0).decideBy("x")),
        arguments("an axis of 5", shaped("Squeeze", 1).decideBy("x")),
        arguments("few axes", shaped("Unsqueeze", 0, 1, 2, 3, 4, 5, 6, 7, 8).decideBy("x")),
        arguments("pads of -1", shaped("Pad", -1, 0, 0, 0).decideBy("x")),
        arguments("pads for all axes", shaped("Pad", 0, 0).decideBy("x")),
        arguments("to = 8", unary("Cast", integer("to", 8)).decideBy("x")),
        arguments("no sizes", unary("Resize").decideBy("x")),
        arguments(
            "a training mode",
            policy()
                .node("Dropout", List.of("observation", "observation", "observation"), X)
                .decideBy("x")),
        arguments(
            "shapes that can be broadcast",
            policy().filled("w", 1, 4).node("Add", List.of("observation", "w"), X).decideBy("x")),
        arguments(
            "shapes that differ in one axis",
            policy()
                .filled("w", 1, 2, 4)
                .node("Concat", List.of("observation", "w"), X, integer("axis", 1))
                .decideBy("x")),
        arguments(
            "the step -1",
            policy()
                .integers("a", 0)
                .integers("b", 5)
                .integers("d", -1)
                .node("Slice", List.of("observation", "a", "b", "a", "d"), X)
                .decideBy("x")),
        arguments(
            "lists of different lengths",
            policy()
                .integers("a", 0)
                .integers("b", 5, 5)
                .node("Slice", List.of("observation", "a", "b"), X)
                .decideBy("x")),
        arguments(
            "sizes above 0 that sum up to 5",
            policy()
                .integers("s", 2, 2)
                .node("Split", List.of("observation", "s"), List.of("x", "y"), integer("axis", 1))
                .decideBy("x")),
        arguments(
            "inner axes of 5 and 4",
            policy()
                .filled("w", 1, 4, 3)
                .node("Gemm", List.of("observation", "w"), X)
                .decideBy("x")),
        arguments(
            "two matrices",
            series().filled("w", 1, 5, 3).node("Gemm", List.of("y", "w"), X).decideBy("x")),
        arguments("at least 3 axes", unary("GlobalMaxPool").decideBy("x")),
        arguments("no kernel_shape", series().node("MaxPool", Y, X).decideBy("x")),
        arguments(
            "a window of 0", series().node("MaxPool", Y, X, list("kernel_shape", 0)).decideBy("x")),
        arguments(
            "auto_pad = SAME_UPPER",
            series().node("MaxPool", Y, X, list("kernel_shape", 2), automatic).decideBy("x")),
        arguments(
            "with weights",
            series().filled("w", 1, 2, 3, 3).node("Conv", List.of("y", "w"), X).decideBy("x")),
        arguments(
            "another kernel_shape",
            series()
                .filled("w", 1, 2, 1, 3)
                .node("Conv", List.of("y", "w"), X, list("kernel_shape", 2))
                .decideBy("x")),
        arguments(
            "the weights of one recurrent layer",
            series()
                .filled("w", 1, 1, 8, OBSERVATION)
                .filled("r", 1, 1, 8, 3)
                .node("LSTM", List.of("y", "w", "r"), X)
                .decideBy("x")),
        arguments(
            "three tensors of 3 axes",
            policy()
                .filled("w", 1, 1, 8, OBSERVATION)
                .node("LSTM", List.of("observation", "w", "w"), X)
                .decideBy("x")),
        arguments("no value", policy().node("Constant", List.of(), X).decideBy("x")),
        arguments(
            "a scalar",
            unary("ReduceMax", integer("keepdims", 0))
                .node("MatMul", List.of("x", "x"), Y)
                .decideBy("y")));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongUseIsRefusedByName(String told, byte[] bytes) {
    PolicyException e =
        assertThrows(PolicyException.class, () -> OnnxModel.load("wrong.onnx", bytes));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(told), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 11, 16})
  void weightsThatAreNotFiniteAreRefused(int type) {
    int bytes = type == 1 ? 4 : type == 11 ? 8 : 2;
    long infinite =
        type == 11 ? 0x7ff0L << 48 : type == 10 ? 0x7c00 : type == 1 ? 0x7f80_0000L : 0x7f80;
    byte[] model =
        policy()
            .graph(message(5, typed(type, bytes, infinite), text(8, "w")))
            .decideBy("observation");
    PolicyException e =
        assertThrows(PolicyException.class, () -> OnnxModel.load("infinite.onnx", model));
    assertTrue(String.valueOf(e.getMessage()).contains("not finite"), e::getMessage);
  }
}
