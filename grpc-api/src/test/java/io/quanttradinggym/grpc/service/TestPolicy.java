package io.quanttradinggym.grpc.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Makes the ONNX file of a linear policy with discrete actions: logits = observation × weights,
 * action = the first largest. Field numbers are those of onnx.proto.
 */
final class TestPolicy {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int OPSET = 17;

  private TestPolicy() {}

  /** A policy for the environments of {@code spec}. */
  static ByteString onnx(EnvironmentSpec spec) {
    return onnx(spec, spec.seat().observation().hash());
  }

  /** A policy that says of itself that it was made for another observation. */
  static ByteString onnx(EnvironmentSpec spec, String observationHash) {
    return model(spec, observationHash, graph(spec));
  }

  /** A policy whose weights are a file of the machine that loads it. */
  static ByteString external(EnvironmentSpec spec, String file) {
    Message location = new Message().text(1, "location").text(2, file);
    Message tensor = new Message().text(8, "stolen").message(13, location).number(14, 1);
    return model(spec, spec.seat().observation().hash(), graph(spec).message(5, tensor));
  }

  private static Message graph(EnvironmentSpec spec) {
    int inputs = spec.seat().observation().size();
    int outputs = spec.seat().action().counts().getFirst();
    return new Message()
        .message(1, node("MatMul", "observation", "weights", "logits"))
        .message(
            1,
            node("ArgMax", "logits", null, "action")
                .message(5, integer("axis", 1))
                .message(5, integer("keepdims", 0)))
        .text(2, "linear")
        .message(5, weights(inputs, outputs))
        .message(11, tensor("observation", FLOAT, inputs))
        .message(12, tensor("logits", FLOAT, outputs))
        .message(12, tensor("action", INT64, 0));
  }

  private static ByteString model(EnvironmentSpec spec, String observationHash, Message graph) {
    Message model =
        new Message()
            .number(1, 8)
            .message(7, graph)
            .message(8, new Message().text(1, "").number(2, OPSET));
    metadata(spec, observationHash)
        .forEach(
            (key, value) -> model.message(14, new Message().text(1, "qtg." + key).text(2, value)));
    return model.bytes();
  }

  private static Map<String, String> metadata(EnvironmentSpec spec, String observationHash) {
    return Map.of(
        "format_version",
        "1",
        "scenario",
        spec.scenario(),
        "algorithm",
        "linear",
        "observation_spec",
        spec.seat().observation().canonicalJson(),
        "observation_spec_hash",
        observationHash,
        "action_spec",
        spec.seat().actionCanonicalJson());
  }

  private static Message node(
      String operator, String first, @org.jspecify.annotations.Nullable String second, String to) {
    Message node = new Message().text(1, first);
    if (second != null) {
      node.text(1, second);
    }
    return node.text(2, to).text(4, operator);
  }

  private static Message integer(String name, long value) {
    return new Message().text(1, name).number(3, value).number(20, 2);
  }

  private static Message weights(int inputs, int outputs) {
    ByteBuffer data =
        ByteBuffer.allocate(inputs * outputs * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < inputs * outputs; i++) {
      data.putFloat((float) StrictMath.sin(i));
    }
    return new Message()
        .number(1, inputs)
        .number(1, outputs)
        .number(2, FLOAT)
        .text(8, "weights")
        .bytes(9, ByteString.copyFrom(data.array()));
  }

  /**
   * @param width 0 = shape (batch), otherwise (batch, width)
   */
  private static Message tensor(String name, int type, int width) {
    Message shape = new Message().message(1, new Message().text(2, "batch"));
    if (width > 0) {
      shape.message(1, new Message().number(1, width));
    }
    Message tensor = new Message().number(1, type).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A protobuf message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    private interface Write {
      void run() throws IOException;
    }

    private Message write(Write write) {
      try {
        write.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    Message number(int field, long value) {
      return write(() -> out.writeInt64(field, value));
    }

    Message text(int field, String value) {
      return write(() -> out.writeString(field, value));
    }

    Message bytes(int field, ByteString value) {
      return write(() -> out.writeBytes(field, value));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    ByteString bytes() {
      write(out::flush);
      return ByteString.copyFrom(bytes.toByteArray());
    }
  }
}
