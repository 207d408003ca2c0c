package io.quanttradinggym.gym.policy;

import static io.quanttradinggym.gym.policy.OnnxBytes.FLOAT;
import static io.quanttradinggym.gym.policy.OnnxBytes.INT64;
import static io.quanttradinggym.gym.policy.OnnxBytes.OBSERVATION;
import static io.quanttradinggym.gym.policy.OnnxBytes.integer;
import static io.quanttradinggym.gym.policy.OnnxBytes.list;
import static io.quanttradinggym.gym.policy.OnnxBytes.policy;
import static io.quanttradinggym.gym.policy.OnnxBytes.tensor;
import static io.quanttradinggym.gym.policy.Protobuf.message;
import static io.quanttradinggym.gym.policy.Protobuf.number;
import static io.quanttradinggym.gym.policy.Protobuf.text;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each model is rejected before ONNX Runtime reads it, and the message names the error. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileModelsTest {
  private static final List<String> SEEN = List.of("observation");
  private static final List<String> X = List.of("x");
  private static final long[] MATRIX = {OBSERVATION, 3};

  private static OnnxBytes withNode(String operator, List<String> inputs, byte[]... attributes) {
    return policy().node(operator, inputs, X, attributes);
  }

  private static Arguments node(String told, String operator, byte[]... attributes) {
    return arguments(told, withNode(operator, SEEN, attributes).decideBy("x"));
  }

  /** An operator on the observation and one vector of integers. */
  private static Arguments shaped(String told, String operator, long... integers) {
    return arguments(
        told,
        withNode(operator, List.of("observation", "s")).integers("s", integers).decideBy("x"));
  }

  static Stream<Arguments> loops() {
    byte[] body = message(1, text(4, "Identity"));
    byte[] graph = message(5, text(1, "body"), message(6, body));
    return Stream.of(
        node("field 6 of onnx.proto", "Loop", graph),
        node("field 6 of onnx.proto", "Scan", graph),
        node("field 6 of onnx.proto", "If", graph),
        node("field 11 of onnx.proto", "Relu", message(5, text(1, "g"), message(11, body))),
        node("node \"x\" (Loop) is not allowed", "Loop"),
        node("node \"x\" (If) is not allowed", "If"),
        node("node \"x\" (SequenceMap) is not allowed", "SequenceMap"),
        node("node \"x\" (NonZero) is not allowed", "NonZero"),
        node("node \"x\" (RandomNormalLike) is not allowed", "RandomNormalLike"),
        node("node \"x\" (StringSplit) is not allowed", "StringSplit"),
        node("node \"x\" (Relu) of the domain com.microsoft", "Relu", text(7, "com.microsoft")),
        node("a node with the field 8", "Relu", text(8, "overload")),
        node("field 21 of onnx.proto", "Elu", message(5, text(1, "alpha"), text(21, "other"))),
        arguments(
            "a model with the field 25",
            withNode("F", SEEN).model(message(25, text(1, "F"))).decideBy("x")),
        arguments("a model with the field 20", policy().model(message(20)).decideBy("observation")),
        arguments(
            "a graph with the field 15",
            policy().graph(message(15, message(1, tensor("w", MATRIX)))).decideBy("observation")));
  }

  static Stream<Arguments> sizes() {
    return Stream.of(
        arguments(
            "node \"x\" (ConstantOfShape) take more than 67108864 bytes",
            withNode("ConstantOfShape", List.of("s")).integers("s", 2_000_000_000).decideBy("x")),
        shaped("(Expand) take more than", "Expand", 1 << 20, 1 << 20, 5),
        shaped("(Tile) take more than", "Tile", 1L << 40, 1L << 40),
        shaped("(Tile): 1 repeats", "Tile", 3),
        shaped("(Reshape): (1, 5) to [1152921504606846976, 3]", "Reshape", 1L << 60, 3),
        shaped("(Reshape): the shape [-1, -1]", "Reshape", -1, -1),
        shaped("(Pad) take more than", "Pad", 0, 0, 2_000_000_000, 5),
        shaped("(TopK): k = [6]", "TopK", 6),
        arguments(
            "(Range) take more than",
            withNode("Range", List.of("a", "b", "c"))
                .integers("a", 0)
                .integers("b", 2_000_000_000)
                .integers("c", 1)
                .decideBy("x")),
        arguments(
            "(Range): another range",
            withNode("Range", List.of("a", "b", "c"))
                .integers("a", -1L << 62)
                .integers("b", 1L << 62)
                .integers("c", 1)
                .decideBy("x")),
        arguments(
            "(Expand): input 1 depends on the observation",
            policy()
                .node("Cast", SEEN, List.of("s"), integer("to", INT64))
                .node("Expand", List.of("observation", "s"), X)
                .decideBy("x")),
        arguments(
            "(MatMul) take more than 67108864 bytes",
            withNode("MatMul", List.of("column", "row"))
                .filled("column", 1, 10_000, 1)
                .filled("row", 1, 1, 10_000)
                .decideBy("x")),
        arguments("take more than 1073741824 operations", squares(8).decideBy("x8")),
        arguments("take more than 67108864 bytes", doublings(40).decideBy("x40")),
        arguments("more than 5000 parts", chain(5_001).decideBy("x5001")),
        node("(Conv): no input 1", "Conv"),
        arguments(
            "(Conv): a window wider than the input",
            policy()
                .integers("s", 1, 1, 5)
                .node("Reshape", List.of("observation", "s"), List.of("y"))
                .filled("w", 1, 1, 1, 9)
                .node("Conv", List.of("y", "w"), X)
                .decideBy("x")),
        arguments(
            "(Conv): pads = [9223372036854775807, 1]",
            policy()
                .integers("s", 1, 1, 5)
                .node("Reshape", List.of("observation", "s"), List.of("y"))
                .filled("w", 1, 1, 1, 3)
                .node("Conv", List.of("y", "w"), X, list("pads", Long.MAX_VALUE, 1))
                .decideBy("x")));
  }

  private static OnnxBytes chain(int length) {
    OnnxBytes model = policy().node("Relu", SEEN, List.of("x1"));
    for (int i = 1; i < length; i++) {
      model.node("Relu", List.of("x" + i), List.of("x" + (i + 1)));
    }
    return model;
  }

  /** A tensor that is repeatedly concatenated with itself. */
  private static OnnxBytes doublings(int times) {
    OnnxBytes model = policy().node("Identity", SEEN, List.of("x0"));
    for (int i = 0; i < times; i++) {
      String x = "x" + i;
      model.node("Concat", List.of(x, x), List.of("x" + (i + 1)), integer("axis", 1));
    }
    return model;
  }

  /** Matrix products that start from the outer product of the observation and constants. */
  private static OnnxBytes squares(int times) {
    int side = 900;
    OnnxBytes model =
        policy()
            .filled("widen", 0.001f, OBSERVATION, side)
            .node("MatMul", List.of("observation", "widen"), List.of("row"))
            .node("Transpose", List.of("row"), List.of("column"))
            .node("MatMul", List.of("column", "row"), List.of("x0"));
    for (int i = 0; i < times; i++) {
      model.node("MatMul", List.of("x" + i, "x0"), List.of("x" + (i + 1)));
    }
    return model;
  }

  static Stream<Arguments> values() {
    byte[] type = number(2, 99);
    return Stream.of(
        arguments(
            "tensor \"w\" has an element that is not finite",
            withNode("Add", List.of("observation", "w"))
                .floats("w", new long[] {1}, Float.NaN)
                .decideBy("x")),
        arguments(
            "tensor \"w\" has an element that is not finite",
            withNode("Add", List.of("observation", "w"))
                .floats("w", new long[] {2}, 1, Float.NEGATIVE_INFINITY)
                .decideBy("x")),
        arguments(
            "tensor \"w\" has 2 elements for the shape (3)",
            policy().floats("w", new long[] {3}, 1, 2).decideBy("observation")),
        arguments(
            "tensor \"w\" has an axis of -3",
            policy()
                .graph(message(5, number(1, -3), number(2, 1), text(8, "w")))
                .decideBy("observation")),
        arguments(
            "tensor \"\" has data type 99",
            policy().graph(message(5, type)).decideBy("observation")),
        arguments(
            "tensor \"w\" has the element 7 of the type BOOL",
            policy()
                .graph(message(5, number(1, 1), number(2, 9), text(8, "w"), number(5, 7)))
                .decideBy("observation")),
        arguments(
            "an integer divisor",
            policy()
                .node("ArgMax", SEEN, List.of("i"), integer("axis", 1))
                .node("Div", List.of("i", "i"), X)
                .decideBy("x")),
        arguments(
            "an integer divisor",
            withNode("Mod", List.of("i", "zero"))
                .integers("i", 1)
                .integers("zero", 0)
                .decideBy("x")));
  }

  static Stream<Arguments> structures() {
    return Stream.of(
        arguments(
            "input \"observation\" without a shape",
            new OnnxBytes()
                .input("observation", FLOAT)
                .output("action", INT64, -1)
                .decideBy("observation")),
        arguments(
            "\"observation\" has the shape (1, 5, 1)",
            new OnnxBytes()
                .input("observation", FLOAT, -1, OBSERVATION, 1)
                .output("action", INT64, -1, 1)
                .decideBy("observation")),
        arguments(
            "input \"observation\" gives the shape (1, 0)",
            new OnnxBytes()
                .input("observation", FLOAT, -1, 0)
                .output("action", INT64, -1)
                .decideBy("observation")),
        arguments(
            "input 0 is computed by no earlier node",
            policy().node("Relu", List.of("y"), X).node("Relu", X, List.of("y")).decideBy("x")),
        arguments("two values \"x\"", withNode("Relu", SEEN).node("Relu", SEEN, X).decideBy("x")),
        arguments(
            "nothing computes \"nowhere\"",
            withNode("Relu", SEEN).output("nowhere", FLOAT, -1).decideBy("x")),
        arguments(
            "\"y\" is declared otherwise than computed",
            withNode("Relu", SEEN)
                .node("Relu", X, List.of("y"))
                .output("y", FLOAT, -1, 7)
                .decideBy("x")),
        arguments(
            "two initializers \"w\"",
            policy().integers("w", 1).integers("w", 2).decideBy("observation")),
        arguments(
            "field 7 comes twice in a message",
            policy().model(message(7, text(2, "h"))).decideBy("observation")),
        arguments("standard operators of version 9", policy().opset(9).decideBy("observation")),
        arguments(
            "two versions of the standard operators",
            policy().model(message(8, number(2, 13))).decideBy("observation")),
        arguments(
            "a name of 2000 characters",
            policy().integers("n".repeat(2_000), 1).decideBy("observation")));
  }

  static Stream<Arguments> hostile() {
    return Stream.of(loops(), sizes(), values(), structures()).flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileModelIsRefusedByName(String told, byte[] bytes) {
    PolicyException e =
        assertThrows(PolicyException.class, () -> OnnxModel.load("evil.onnx", bytes));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith("policy: got \"evil.onnx\" ("), message);
    assertTrue(message.contains(told), message);
    assertTrue(message.contains("), expected "), message);
    assertTrue(message.length() < 2_500, message);
  }
}
