package io.quanttradinggym.gym.policy;

import static io.quanttradinggym.gym.policy.Protobuf.join;
import static io.quanttradinggym.gym.policy.Protobuf.message;
import static io.quanttradinggym.gym.policy.Protobuf.number;
import static io.quanttradinggym.gym.policy.Protobuf.text;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Field numbers are those of onnx.proto. */
final class ExternalDataCheckTest {
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_TRAINING_INFO = 20;
  private static final int MODEL_FUNCTION = 25;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_SPARSE_INITIALIZER = 15;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int FUNCTION_ATTRIBUTE = 11;
  private static final int FUNCTION_NODE = 7;
  private static final byte[] NAME = text(8, "F");
  private static final byte[] LOCATED = number(14, 1);

  /** What makes data external: a location, or the entries that say where. */
  private static final byte[] ENTRY = message(13, text(1, "location"), text(2, "secret"));

  private static final byte[] EXTERNAL = join(number(1, 3), number(2, 2), NAME, ENTRY, LOCATED);
  private static final byte[] GRAPH_WITH_IT = message(GRAPH_INITIALIZER, EXTERNAL);

  /** A model that loads, and something more: protobuf merges its two graphs. */
  private static byte[] model(byte[] more) {
    return join(Models.bytes("q-network", Models.scenario("")), more);
  }

  private static String refusal(byte[] bytes) {
    PolicyException e =
        assertThrows(PolicyException.class, () -> OnnxModel.load("evil.onnx", bytes));
    assertEquals("policy", e.field());
    return String.valueOf(e.getMessage());
  }

  private static byte[] graph(byte[]... fields) {
    return message(MODEL_GRAPH, fields);
  }

  /** A named attribute of a node, as a field of the node. */
  private static byte[] attribute(int number, byte[]... fields) {
    return message(NODE_ATTRIBUTE, text(1, "value"), message(number, fields));
  }

  private static byte[] node(int number, byte[]... fields) {
    return graph(message(GRAPH_NODE, attribute(number, fields)));
  }

  static Stream<Arguments> places() {
    byte[] values = message(1, EXTERNAL);
    byte[] indices = message(2, EXTERNAL);
    String initializer = "initializer \"F\"";
    String sparse = "sparse initializer \"F\"";
    String sparseIndices = "sparse initializer indices \"F\"";
    String attribute = "attribute \"value\", tensor \"F\"";
    String attributeIndices = "attribute \"value\", tensor indices \"F\"";
    return Stream.of(
        arguments(initializer, graph(GRAPH_WITH_IT)),
        arguments(sparse, graph(message(GRAPH_SPARSE_INITIALIZER, values))),
        arguments(sparseIndices, graph(message(GRAPH_SPARSE_INITIALIZER, indices))),
        arguments(attribute, node(5, EXTERNAL)),
        arguments(attribute, node(10, EXTERNAL)),
        arguments(attribute, node(22, values)),
        arguments(attributeIndices, node(22, indices)),
        arguments(attribute, node(23, values)),
        arguments(initializer, node(6, GRAPH_WITH_IT)),
        arguments(initializer, node(11, GRAPH_WITH_IT)),
        arguments(attribute, node(6, message(GRAPH_NODE, attribute(5, EXTERNAL)))),
        arguments(
            attribute, message(MODEL_FUNCTION, message(FUNCTION_NODE, attribute(5, EXTERNAL)))),
        arguments(
            attribute,
            message(
                MODEL_FUNCTION,
                message(FUNCTION_ATTRIBUTE, text(1, "value"), message(5, EXTERNAL)))),
        arguments(initializer, message(MODEL_TRAINING_INFO, message(1, GRAPH_WITH_IT))),
        arguments(initializer, message(MODEL_TRAINING_INFO, message(2, GRAPH_WITH_IT))));
  }

  @ParameterizedTest
  @MethodSource("places")
  void externalDataIsRefusedWhereverItIs(String told, byte[] more) {
    assertEquals(
        "policy: got \"evil.onnx\" ("
            + told
            + " has external data), expected a self-contained ONNX file",
        refusal(model(more)));
  }

  @Test
  void eitherSignIsEnough() {
    String told = "initializer \"F\" has external data), expected a self-contained ONNX file";
    long cutToOne = (1L << 32) + 1; // parsers of enums see 1
    for (byte[] sign : List.of(ENTRY, LOCATED, number(14, cutToOne))) {
      byte[] bytes = model(graph(message(GRAPH_INITIALIZER, sign, NAME)));
      assertEquals("policy: got \"evil.onnx\" (" + told, refusal(bytes));
    }
  }

  @Test
  void longNamesAreCut() {
    byte[] name = text(8, "F".repeat(1_000_000));
    String told = refusal(model(graph(message(GRAPH_INITIALIZER, name, ENTRY))));
    assertEquals(80, told.chars().filter(c -> c == 'F').count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor-critic",
        "gaussian",
        "layers",
        "masked",
        "multi-discrete",
        "needs-the-future",
        "no-action",
        "normalised",
        "out-of-space",
        "q-network",
        "recurrent",
        "two-lstms"
      })
  void selfContainedFilesPass(String file) {
    byte[] bytes = Models.bytes(file, Models.scenario(""));
    assertDoesNotThrow(() -> ExternalDataCheck.check(file, bytes));
  }

  @Test
  void dataThatIsInTheFilePasses() {
    byte[] inside = join(NAME, number(14, 0), number(13, 1)); // an entry is no number
    assertDoesNotThrow(
        () -> ExternalDataCheck.check("fine", model(graph(message(GRAPH_INITIALIZER, inside)))));
  }

  static Stream<byte[]> malformed() {
    byte[] model = model(new byte[0]);
    byte[] ortFormat = message(1, new byte[32]);
    System.arraycopy("ORTM".getBytes(StandardCharsets.US_ASCII), 0, ortFormat, 4, 4);
    ortFormat[1] = 32;
    byte[] deep = GRAPH_WITH_IT;
    for (int i = 0; i < 40; i++) {
      deep = message(GRAPH_NODE, attribute(6, deep));
    }
    return Stream.of(
        "no model".getBytes(StandardCharsets.UTF_8),
        java.util.Arrays.copyOf(model, model.length - 1),
        model(new byte[] {0}), // field 0
        model(new byte[] {(byte) 0x9b, 1, (byte) 0x9c, 1}), // a group
        model(new byte[] {0x1a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}), // a negative length
        model(new byte[] {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}), // no end of a number
        model(new byte[] {-70, -128, -128, -128, -128, 1, 0}), // a tag of more than 32 bits
        model(graph(deep)),
        ortFormat);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoOnnxModelIsRefused(byte[] bytes) {
    String told = refusal(bytes);
    String start = "policy: got \"evil.onnx\" (not an ONNX model";
    assertEquals(start, told.substring(0, Math.min(start.length(), told.length())));
  }
}
