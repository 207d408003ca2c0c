package io.quanttradinggym.gym.policy;

import static io.quanttradinggym.gym.policy.Protobuf.join;
import static io.quanttradinggym.gym.policy.Protobuf.message;
import static io.quanttradinggym.gym.policy.Protobuf.number;
import static io.quanttradinggym.gym.policy.Protobuf.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes ONNX models. Field numbers are those of onnx.proto. NOT thread safe. */
final class OnnxBytes {
  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int OBSERVATION = 5;

  private final List<byte[]> graph = new ArrayList<>();
  private final List<byte[]> model = new ArrayList<>();
  private int opset = 18;

  /** A model that decides by three numbers named {@code x}, which the test computes. */
  static OnnxBytes policy() {
    return new OnnxBytes().input("observation", FLOAT, -1, OBSERVATION).output("action", INT64, -1);
  }

  /** Ends {@link #policy}: the largest of {@code x} is the action. */
  byte[] decideBy(String x) {
    return node("ArgMax", List.of(x), List.of("action"), integer("axis", 1), integer("keepdims", 0))
        .bytes();
  }

  OnnxBytes input(String name, int type, long... shape) {
    return graph(message(11, declared(name, type, shape)));
  }

  OnnxBytes output(String name, int type, long... shape) {
    return graph(message(12, declared(name, type, shape)));
  }

  private static byte[] declared(String name, int type, long... shape) {
    byte[] axes = new byte[0];
    for (long axis : shape) {
      axes = join(axes, message(1, axis < 0 ? text(2, "batch") : number(1, axis)));
    }
    return join(text(1, name), message(2, message(1, number(1, type), message(2, axes))));
  }

  OnnxBytes node(String operator, List<String> inputs, List<String> outputs, byte[]... attributes) {
    byte[] fields = join(text(3, outputs.getFirst()), text(4, operator), join(attributes));
    for (String input : inputs) {
      fields = join(fields, text(1, input));
    }
    for (String output : outputs) {
      fields = join(fields, text(2, output));
    }
    return graph(message(1, fields));
  }

  OnnxBytes floats(String name, long[] shape, float... values) {
    return graph(message(5, tensor(name, shape, values)));
  }

  /** A tensor filled with one number. */
  OnnxBytes filled(String name, float value, long... shape) {
    float[] values = new float[(int) Tensor.product(shape, 0, shape.length)];
    Arrays.fill(values, value);
    return floats(name, shape, values);
  }

  OnnxBytes integers(String name, long... values) {
    return graph(message(5, tensor(name, values)));
  }

  static byte[] tensor(String name, long[] shape, float... values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return join(dims(shape), number(2, FLOAT), text(8, name), message(9, raw.array()));
  }

  static byte[] tensor(String name, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return join(dims(values.length), number(2, INT64), text(8, name), message(9, raw.array()));
  }

  private static byte[] dims(long... shape) {
    byte[] dims = new byte[0];
    for (long axis : shape) {
      dims = join(dims, number(1, axis));
    }
    return dims;
  }

  static byte[] integer(String name, long value) {
    return message(5, text(1, name), number(3, value), number(20, 2));
  }

  static byte[] list(String name, long... values) {
    byte[] fields = join(text(1, name), number(20, INT64));
    for (long value : values) {
      fields = join(fields, number(8, value));
    }
    return message(5, fields);
  }

  /** Adds a field to the graph. */
  OnnxBytes graph(byte[] field) {
    graph.add(field);
    return this;
  }

  /** Adds a field to the model. */
  OnnxBytes model(byte[] field) {
    model.add(field);
    return this;
  }

  OnnxBytes opset(int version) {
    opset = version;
    return this;
  }

  /** The file with the metadata of a policy for {@link Models#SCENARIO}. */
  byte[] bytes() {
    byte[] body =
        join(
            number(1, 10),
            message(7, text(2, "g"), join(graph.toArray(byte[][]::new))),
            message(8, number(2, opset)),
            join(model.toArray(byte[][]::new)));
    return Models.withMetadata(body, METADATA);
  }

  private static final Map<String, String> METADATA = Models.metadata(Models.scenario(""));
}
