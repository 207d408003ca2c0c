package io.quanttradinggym.gym.policy;

import io.quanttradinggym.base.collection.LongList;
import io.quanttradinggym.gym.policy.ModelGraph.Attribute;
import java.nio.ByteBuffer;
import java.util.Map;

/** Reads one AttributeProto of onnx.proto: numbers, a text or a tensor. */
final class AttributeReader {
  private static final int MAX_ELEMENTS = 100_000;

  private AttributeReader() {}

  static void read(ModelFields fields, Map<String, Attribute> into) {
    String name = "";
    LongList integers = new LongList();
    int floats = 0;
    String text = null;
    Tensor tensor = null;
    while (fields.next()) {
      WireReader in = fields.in();
      switch (in.field()) {
        case 1 -> name = fields.name();
        case 2, 7 -> floats += floats(fields, in.content());
        case 3 -> {
          fields.once();
          integers.add(in.integer());
        }
        case 4 -> text = fields.name();
        case 5 -> {
          fields.once();
          tensor = TensorReader.read(fields.message()).tensor();
        }
        case 8 -> in.integers(integers);
        case 9, 13, 20 -> {} // strings; the attribute type, which ONNX Runtime checks
        default -> throw fields.unknown("attribute \"%s\"".formatted(name));
      }
    }
    if (integers.size() + floats > MAX_ELEMENTS) {
      throw new PolicyException(
          fields.policy(),
          "attribute \"%s\" has %d numbers".formatted(name, integers.size() + floats),
          "at most " + MAX_ELEMENTS);
    }
    if (into.put(name, new Attribute(integers.toArray(), floats, text, tensor)) != null) {
      throw new PolicyException(fields.policy(), "two attributes \"%s\" of a node".formatted(name));
    }
  }

  private static int floats(ModelFields fields, ByteBuffer content) {
    int count = 0;
    while (content.remaining() >= Float.BYTES) {
      if (!ElementType.FLOAT.isFinite(content.getInt())) {
        throw new PolicyException(
            fields.policy(), "an attribute with a number that is not finite", "finite numbers");
      }
      count++;
    }
    return count;
  }
}
